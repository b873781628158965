"""Looking at files before anything keeps them: kind, size, encoding, text; parsers run in limited children."""

from gongkai.ledger.intake.inspection import Inspected, inspect, read
from gongkai.ledger.intake.sniff import PHOTOS

__all__ = ["PHOTOS", "Inspected", "inspect", "read"]
