"""`gongkai verify`: the offline check of a proof, the same file that everybody can download."""

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.ui import verifier


def main(argv: list[str]) -> int:
    """Check one downloaded page; needs no database. Exit code 0 only when everything fits."""
    return verifier.main(argv, Parser("verify", verifier.DOES))
