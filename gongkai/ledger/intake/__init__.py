"""Looking at files before anything keeps them: kind, size, encoding, text; parsers run in limited children."""

from gongkai.ledger.intake.inspection import Inspected, inspect

__all__ = ["Inspected", "inspect"]
