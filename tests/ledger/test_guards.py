"""The database refuses to change, delete or empty the trail and the leaves, whoever writes (P41, P16)."""

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.interfaces.jobs.doctor import findings
from gongkai.ledger import actions, queries
from gongkai.ledger.guards import guarded, without_guards
from gongkai.ledger.models import AuditEvent, Leaf, LeafSalt
from tests.ledger.logs import CLOCK, NOW, load, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    load(3)
    sign()
    actions.record(CLOCK, verb="test.act", subject="test:1", now=NOW)
    return list(AuditEvent.objects.values()), list(Leaf.objects.values())


SENTENCES = {
    "an act renamed": "UPDATE ledger_auditevent SET actor_name = 'x'",
    "an act at another time": "UPDATE ledger_auditevent SET at = '2020-01-01 00:00:00+00:00'",
    "an act in another place under another name": "UPDATE ledger_auditevent SET org_path = '0009', actor_name = 'x'",
    "the trail shortened": "DELETE FROM ledger_auditevent",
    "a leaf rewritten": "UPDATE ledger_leaf SET entry = '{}' WHERE seq = 1",
    "a leaf of another log": "UPDATE ledger_leaf SET log = 'party'",
    "set aside and rewritten": "UPDATE ledger_leaf SET log = log || '.lost', entry = '{}'",
    "set aside and moved": "UPDATE ledger_leaf SET log = log || '.lost', seq = seq + 100",
    "the log cut": "DELETE FROM ledger_leaf WHERE seq = 2",
}
POSTGRESQL = {
    "the trail emptied": "TRUNCATE ledger_auditevent",
    "the log emptied": "TRUNCATE ledger_leaf CASCADE",
}


@pytest.mark.parametrize("name", SENTENCES | POSTGRESQL)
def test_what_stands_there_is_refused_to_be_changed(kept, name):
    if name in POSTGRESQL and connection.vendor == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE")
    LeafSalt.objects.all().delete()  # what a lawful removal does, and what foreign keys would refuse for
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # what waits for the commit is looked at before the sentence
        with pytest.raises(DatabaseError, match="is only added to"), transaction.atomic():
            cursor.execute((SENTENCES | POSTGRESQL)[name])
    assert (list(AuditEvent.objects.values()), list(Leaf.objects.values())) == kept


def test_only_adding_moving_and_setting_aside_go_through(kept):
    load(2, first=100)
    actions.record(CLOCK, verb="test.act", subject="test:2", now=NOW)
    assert AuditEvent.objects.count() == 2 and queries.check_log(CLOCK, log="public") == []
    AuditEvent.objects.update(org_path="0009")  # its organization has moved
    assert set(AuditEvent.objects.values_list("org_path", flat=True)) == {"0009"}
    Leaf.objects.filter(log="public", seq__gte=3).update(log="public.lost")
    assert Leaf.objects.filter(log="public.lost").count() == 2


def test_the_doctor_says_when_a_guard_is_missing(kept):
    def said():
        return [str(one) for one in findings(now=NOW) if "触发器" in one.what or "只能添" in one.what]

    assert guarded() and said() == ["好　操作记录和公开记录只能添，数据库不让改、不让删"]
    with without_guards():
        assert not guarded() and said()[0].startswith("不行")
    assert guarded()
