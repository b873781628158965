"""A primary key that tells nothing of order or time (P30)."""

import secrets

from django.db import models

BITS = 53  # what every reader of numbers keeps exactly


def random_key() -> int:
    """A key drawn anew for each row."""
    return secrets.randbits(BITS)


class RandomKey(models.BigIntegerField):
    """A random 53-bit key. On SQLite it is the row's own rowid, so that no hidden counter remains."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("default", random_key)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def db_type(self, connection):
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)

    def rel_db_type(self, connection):
        return "bigint"
