"""Exemptions: filed, seen by the superior, questioned, kept or taken back, and over one day (第九条（二）)."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.archive import queries as archive
from gongkai.interfaces.jobs import archiving
from gongkai.obligations import actions, queries
from gongkai.obligations.models import Exemption
from gongkai.rules.archiving import PartKind
from gongkai.rules.duties import LOCAL, DutyState
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.obligations.conftest import NOW, TODAY

UNTIL = date(2026, 12, 31)


def file(world, code="C16", **changes):
    given = {
        "kind": "temporary", "reason": "涉及当事人隐私", "basis": "第四条（二）", "decided_by": "10月8日支部委员会", "until": UNTIL,
    } | changes  # fmt: skip
    return actions.file_exemption(
        world.actor(world.clerk), org_id=world.village.pk, period="2026-10", code=code, trigger_id=0, now=NOW,
        today=TODAY, **given,
    )  # fmt: skip


def state(world, today=TODAY):
    row = queries.duty(world.visitor, org_id=world.village.pk, period="2026-10", code="C16", trigger_id=0, today=today)
    return row.state


@covers("R83", "R147", "R14")
def test_a_filing_needs_nobodys_consent_and_shows_no_content(world):
    filing = file(world)
    row = queries.duty(world.visitor, org_id=world.village.pk, period="2026-10", code="C16", trigger_id=0, today=TODAY)
    assert row.state is DutyState.EXEMPT
    assert "2026年12月31日" in row.note and "隐私" not in row.note
    assert filing.number == f"{world.village.code}-ZB-2026-001"
    assert queries.exemptions(world.actor(world.superior), superior_path=world.town.path) == [filing]
    with pytest.raises(Refused) as refused:
        queries.exemption(world.actor(world.charlie), exemption_id=filing.pk)
    assert refused.value.hidden


@covers("R84")
def test_a_lapsed_exemption_revives_the_duty(world):
    file(world)
    day = UNTIL + timedelta(days=1)
    after = datetime(2027, 1, 1, 8, tzinfo=LOCAL)
    assert actions.lapse_exemptions(world.clock, now=NOW, today=UNTIL) == 0
    assert state(world) is DutyState.EXEMPT
    assert actions.lapse_exemptions(world.clock, now=after, today=day) == 1
    assert state(world, day) is DutyState.OVERDUE


@covers("R84")
@pytest.mark.parametrize("until", [None, TODAY, date(2027, 4, 13)])
def test_a_temporary_exemption_ends_within_six_months(world, until):
    with pytest.raises(Refused, match="exemption_until"):
        file(world, until=until)


@covers("R85")
def test_the_superior_questions_and_the_organization_answers(world):
    filing = file(world)
    superior, head = world.actor(world.superior), world.actor(world.head)
    with pytest.raises(Refused, match="remark_needed"):
        actions.move_exemption(superior, exemption_id=filing.pk, verb="question", now=NOW, today=TODAY)
    asked = actions.move_exemption(
        superior, exemption_id=filing.pk, verb="question", now=NOW, today=TODAY, remark="数字可以公开"
    )
    assert asked.objection_due == date(2026, 10, 19)  # five working days after 12 October
    assert state(world) is DutyState.EXEMPT  # a question does not end a filing
    actions.move_exemption(head, exemption_id=filing.pk, verb="revoke", now=NOW, today=TODAY, remark="改为公开数字")
    assert state(world) is DutyState.OVERDUE


@covers("R85")
def test_the_superior_cannot_keep_or_revoke_and_the_clerk_cannot_acknowledge(world):
    filing = file(world)
    with pytest.raises(Refused, match="no_permission"):
        actions.move_exemption(
            world.actor(world.superior), exemption_id=filing.pk, verb="revoke", now=NOW, today=TODAY, remark="公开"
        )
    with pytest.raises(Refused, match="no_permission"):
        actions.move_exemption(
            world.actor(world.clerk), exemption_id=filing.pk, verb="acknowledge", now=NOW, today=TODAY
        )


@covers("R54")
def test_one_that_ended_is_filed_with_its_reasons_and_trail(world):
    filing = file(world)
    actions.move_exemption(
        world.actor(world.superior), exemption_id=filing.pk, verb="question", remark="理由不充分", now=NOW, today=TODAY
    )
    assert archiving.file_due(world.clock, TODAY, NOW) == "归档0件"
    after = datetime(2027, 1, 1, 8, tzinfo=LOCAL)
    actions.lapse_exemptions(world.clock, now=after, today=after.date())
    assert archiving.file_due(world.clock, after.date(), after) == "归档1件"
    assert archiving.file_due(world.clock, after.date(), after) == "归档0件"
    (row,) = archive.records(world.actor(world.clerk), path=world.village.path)
    assert (row.number, row.retention, row.closing) == (filing.number, "y30", "over")
    kinds = [one.kind for one in archive.record(world.clock, record_id=row.pk).filed]
    assert kinds == [PartKind.ORIGINAL, PartKind.APPROVAL, PartKind.TRAIL]
    assert archiving.check(world.clock, after.date(), after, whole=True).endswith("0处不符")
    Exemption.objects.update(reason="改过的理由")
    archiving.check(world.clock, after.date(), after, whole=True)
    assert [one.name for one in archive.damages(world.clock)] == [f"exemption:{filing.pk}"]
    with pytest.raises(Refused):
        queries.due_exemptions(world.actor(world.superior), since=None)
