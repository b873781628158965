"""A column for tree paths that sorts by bytes on every database."""

from django.db import models

STEP = 4  # characters a level: 36**4 = 1.68 million siblings
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


class PathField(models.CharField):
    """A materialized path such as `00010003000a`; compared bytewise (`COLLATE "C"` on PostgreSQL).

    A subtree is then the range `path >= p AND path < p + "~"`, which both databases answer
    from the index (docs/decisions, stack figures).
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def step(number: int) -> str:
    """The path step of the n-th child, 4 base-36 characters."""
    digits = ""
    for _ in range(STEP):
        number, rest = divmod(number, 36)
        digits = ALPHABET[rest] + digits
    if number:
        raise OverflowError("too many children for one organization")
    return digits


def ancestors(path: str) -> list[str]:
    """Paths of all ancestors and of the node itself, root first."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]
