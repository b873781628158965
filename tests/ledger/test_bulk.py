"""Very many rows at once are the same rows, and leave the table as it was made."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from gongkai.ledger.bulk import BATCH, EASED, first_free_key, insert, into_empty_database, take_stock
from gongkai.ledger.models import AuditEvent

COLUMNS = ("at", "actor_kind", "user_id", "actor_name", "verb", "subject", "org_path", "facts")
LOCAL = ZoneInfo("Asia/Shanghai")
BEGAN = datetime(2011, 6, 21, 9, 0, 1, 250, tzinfo=LOCAL)
FACTS = ({}, {"to": "approved"}, {"n": 1, "deep": ["甲", None, True]}, {"yes": True, "one": "1"})


def rows(count):
    for n in range(count):
        yield (
            BEGAN + timedelta(minutes=n % 900),
            "person",
            None if n % 3 else n,
            "王五",
            "test.bulk",
            f"n:{n}",
            "",
            FACTS[n % 4],
        )


def indexes():
    with connection.cursor() as cursor:
        return {
            name: (kept["columns"], kept["unique"])
            for name, kept in connection.introspection.get_constraints(cursor, AuditEvent._meta.db_table).items()
        }


@pytest.mark.parametrize("count", [1, BATCH, BATCH + 7])
def test_all_rows_arrive_as_they_were_given(db, count):
    before = indexes()
    assert insert(AuditEvent, COLUMNS, rows(count)) == count
    assert indexes() == before
    found = AuditEvent.objects.order_by("pk").values_list(*COLUMNS)
    assert list(found) == list(rows(count))
    assert found[0][0].utcoffset() == timedelta(0) and found[0][0] == BEGAN.astimezone(UTC)
    assert first_free_key(AuditEvent) > count


def test_they_are_stored_as_the_model_stores_them(db):
    insert(AuditEvent, COLUMNS, rows(4))
    for row in rows(4):
        AuditEvent.objects.bulk_create([AuditEvent(**dict(zip(COLUMNS, row, strict=True)))])
    with connection.cursor() as cursor:
        names = ", ".join(COLUMNS)
        cursor.execute(f"SELECT {names} FROM {AuditEvent._meta.db_table} ORDER BY id")
        stored = [(*row, json.loads(facts)) for *row, facts in cursor.fetchall()]
    assert stored[:4] == stored[4:]


def test_what_fails_leaves_nothing_behind(db):
    before = indexes()

    def broken():
        yield from rows(BATCH)
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError), transaction.atomic():
        insert(AuditEvent, COLUMNS, broken())
    assert indexes() == before
    assert not AuditEvent.objects.exists()


def test_a_column_left_out_is_named(db):
    with pytest.raises(TypeError, match="facts"):
        insert(AuditEvent, COLUMNS[:-1], [])


def eased():
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in EASED}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="settings of SQLite")
def test_the_disk_is_not_waited_for_only_meanwhile(transactional_db):
    before = eased()
    with pytest.raises(RuntimeError), into_empty_database():
        assert eased() != before and eased()["synchronous"] == 0
        raise RuntimeError("in between")
    assert eased() == before
    with transaction.atomic(), into_empty_database():
        assert eased() == before


def test_what_was_laid_in_is_known_to_the_planner_before_the_commit(db):
    insert(AuditEvent, COLUMNS, rows(BATCH))
    take_stock()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [AuditEvent._meta.db_table])
            assert cursor.fetchone() == (BATCH,)
    assert AuditEvent.objects.count() == BATCH
