"""What every room still says beside what it logged, for `gongkai log check` and the check of each night (P16)."""

from gongkai.access_requests import queries as applications
from gongkai.participation import queries as participation
from gongkai.publication import queries as publication
from gongkai.rules.actor import Actor


def altered(clock: Actor) -> list[tuple[str, str, str]]:
    """Log, key and what does not fit, of publications, answers to opinions and decisions on applications."""
    return [
        *publication.altered(clock), *participation.altered_replies(clock), *applications.altered_decisions(clock),
    ]  # fmt: skip
