"""The trail is read by moments, the newest first, along one index, however long it is (R21, P41)."""

from datetime import timedelta

import pytest
from django.db import connection

from gongkai.ledger.bulk import insert
from gongkai.ledger.models import AuditEvent
from gongkai.ledger.queries import Asked, audit
from gongkai.ledger.queries.audit import acts
from gongkai.rules.actor import Actor, ActorKind, HeldGrant
from gongkai.rules.permissions import Role
from tests.ledger.logs import NOW

pytestmark = pytest.mark.django_db
AUDITOR = Actor(ActorKind.PERSON, 1, "审计", (HeldGrant(Role.AUDIT_ADMIN, 1, "/", subtree=True),))
COLUMNS = ("id", "at", "actor_kind", "user_id", "actor_name", "verb", "subject", "org_path", "facts")


def write(moments):
    rows = [(number, at, "clock", None, "时钟", "test.act", f"test:{number}", "", {}) for number, at in moments]
    insert(AuditEvent, COLUMNS, rows)


def test_pages_follow_each_other_by_moment_and_lose_nothing():
    """Two machines write at once: a later number may carry an earlier moment, and moments may be the same."""
    minutes = (0, 2, 1, 2, 2, 5, 4)
    write((number, NOW + timedelta(minutes=minute)) for number, minute in enumerate(minutes, 1))
    assert [one.pk for one in audit(AUDITOR, asked=Asked())] == [6, 7, 5, 4, 2, 3, 1]
    seen, after = [], None
    while page := [one.pk for one, _ in zip(audit(AUDITOR, asked=Asked(), after=after), range(2), strict=False)]:
        seen, after = seen + page, page[-1]
    assert seen == [6, 7, 5, 4, 2, 3, 1]
    assert list(audit(AUDITOR, asked=Asked(), after=99)) == []


@pytest.mark.parametrize("after", [None, 10_000])
def test_old_days_are_found_without_passing_the_newer_ones(after):
    write((number, NOW + timedelta(minutes=number)) for number in range(1, 20_001))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_auditevent")
    asked = Asked(since=NOW + timedelta(minutes=500), before=NOW + timedelta(minutes=600))
    assert [one.pk for one in audit(AUDITOR, asked=asked, after=after)] == list(range(599, 499, -1))
    plan = acts(asked, after).explain()
    assert "audit_at" in plan, plan
    # PostgreSQL may take the hundred rows of these days in any order and sort them: it passes no others for that.
    assert "Seq Scan" not in plan and "TEMP B-TREE" not in plan, plan
