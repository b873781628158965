"""Duties follow from the catalog: who owes what by when, and what is said about it (P20)."""

from datetime import date, timedelta

import pytest

from gongkai.obligations import actions, queries
from gongkai.obligations.models import Answer, DueItem, OrgMonth
from gongkai.rulebook import queries as rulebook
from gongkai.rules.duties import DutyState
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.obligations.conftest import NOW, TODAY


def first_open(world, period="2026-10", kind="periodic"):
    rows = queries.todo(world.actor(world.clerk), org_id=world.village.pk, today=TODAY)
    return next(row for row in rows if row.period == period and row.kind == kind)


@covers("R47", "R70")
def test_monthly_entries_are_due_on_the_disclosure_day_after_the_holiday(world):
    view = queries.month(world.visitor, org_id=world.village.pk, period="2026-10", today=date(2026, 10, 7))
    assert view.disclosure_day.due == date(2026, 10, 8)
    periodic = [row for row in view.rows if row.kind == "periodic"]
    assert len(periodic) >= 8
    assert {row.due_on for row in periodic} == {date(2026, 10, 8)}
    assert view.counts.expected == len(view.rows) == view.counts.pending


@covers("R47", "R169")
def test_todo_holds_everything_overdue_and_the_next_month(world):
    rows = queries.todo(world.actor(world.clerk), org_id=world.village.pk, today=TODAY)
    assert {row.period for row in rows if row.state is DutyState.OVERDUE} == {"2026-08", "2026-09", "2026-10"}
    assert {row.period for row in rows if row.state is DutyState.PENDING} == {"2026-11"}
    assert rows == sorted(rows, key=lambda row: (row.due_on, row.code))


def test_a_stranger_sees_no_todo(world):
    with pytest.raises(Refused) as refused:
        queries.todo(world.actor(world.charlie), org_id=world.village.pk, today=TODAY)
    assert refused.value.hidden


@covers("R69")
def test_standing_items_owe_their_first_publication_once(world):
    firsts = [
        row
        for period in ("2026-08", "2026-09", "2026-10")
        for row in queries.month(world.visitor, org_id=world.village.pk, period=period, today=TODAY).rows
        if row.kind == "first"
    ]
    assert firsts
    assert len({row.code for row in firsts}) == len(firsts)
    assert {row.time_kind for row in firsts} == {"standing"}


@covers("R69")
def test_standing_items_are_confirmed_every_january(world):
    actions.ensure_due_items(world.clock, first="2027-01", last="2027-01", now=NOW)
    kinds = set(DueItem.objects.filter(period="2027-01").values_list("kind", flat=True))
    assert kinds == {"periodic", "confirmation"}


def test_due_items_are_written_once(world):
    before = list(DueItem.objects.order_by("id").values_list("id", flat=True))
    assert actions.ensure_due_items(world.clock, first="2026-08", last="2026-12", now=NOW) == set()
    assert list(DueItem.objects.order_by("id").values_list("id", flat=True)) == before


@covers("R73")
def test_a_nil_report_is_signed_and_ends_the_silence(world):
    row = first_open(world)
    nil = actions.declare_nil(
        world.actor(world.head), org_id=world.village.pk, period=row.period, code=row.code,
        statement="9月没有这类事项。", now=NOW, today=TODAY,
    )  # fmt: skip
    told = queries.duty(
        world.visitor, org_id=world.village.pk, period=row.period, code=row.code, trigger_id=0, today=TODAY
    )
    assert told.state is DutyState.NIL
    assert told.late_days == 4
    assert "张三签字" in told.note
    assert nil.signer_post == "党支部书记"


@covers("R73")
def test_a_clerk_cannot_sign_nil_and_nobody_twice(world):
    row = first_open(world)
    nil = {
        "org_id": world.village.pk,
        "period": row.period,
        "code": row.code,
        "statement": "没有。",
        "now": NOW,
        "today": TODAY,
    }
    with pytest.raises(Refused, match="no_permission"):
        actions.declare_nil(world.actor(world.clerk), **nil)
    actions.declare_nil(world.actor(world.head), **nil)
    with pytest.raises(Refused, match="already_answered"):
        actions.declare_nil(world.actor(world.head), **nil)
    assert Answer.objects.filter(code=row.code, period=row.period).count() == 1


@covers("R73")
def test_the_button_says_beforehand_what_pressing_it_would_say(world):
    """Offered and refused from the same law: for every duty of a month and everyone who works there."""
    month = queries.month(world.visitor, org_id=world.village.pk, period=first_open(world).period, today=TODAY)
    seen = set()
    for who in (world.head, world.head, world.clerk):
        actor = world.actor(who)
        for row in month.rows:
            if row.trigger_id:
                continue
            row = queries.duty(
                actor, org_id=row.org_id, period=row.period, code=row.code, trigger_id=0, today=TODAY
            )  # as it stands now
            offer = queries.nil_offer(actor, row=row)
            said = None
            try:
                actions.declare_nil(
                    actor, org_id=row.org_id, period=row.period, code=row.code, statement="没有。", now=NOW, today=TODAY
                )
            except Refused as refused:
                said = refused.code
            assert offer.why_not == said and offer.allowed is (said is None)
            seen.add(said)
    assert {None, "already_answered", "no_permission"} <= seen


def test_a_revoked_nil_report_opens_the_duty_again(world):
    row = first_open(world)
    nil = actions.declare_nil(
        world.actor(world.head), org_id=world.village.pk, period=row.period, code=row.code, statement="没有。",
        now=NOW, today=TODAY,
    )  # fmt: skip
    actions.revoke_nil(world.actor(world.head), nil_id=nil.pk, reason="后来发现有一件", now=NOW)
    told = queries.duty(
        world.visitor, org_id=world.village.pk, period=row.period, code=row.code, trigger_id=0, today=TODAY
    )
    assert told.state is DutyState.OVERDUE


@covers("R77")
def test_an_event_starts_the_clock_of_its_entry(world):
    instant = next(entry for entry in queries_of_entries(world) if entry.time_kind == "instant" and entry.code == "C11")
    trigger = actions.register_event(
        world.actor(world.clerk), org_id=world.village.pk, code=instant.code, title="接收预备党员：1人",
        event_on=date(2026, 9, 30), now=NOW, today=TODAY,
    )  # fmt: skip
    assert trigger.due_on == date(2026, 10, 8)  # one working day after 30 September is after the holiday
    assert trigger.period == "2026-10"
    assert any("10月8日" in step["text"] for step in trigger.computed["steps"])


def queries_of_entries(world):
    return rulebook.entries_of(world.visitor, org_id=world.village.pk, period="2026-10")


@covers("R74", "R75", "R169")
def test_work_across_a_year_closes_only_after_its_summary(world):
    clerk = world.actor(world.clerk)
    staged = next(entry for entry in queries_of_entries(world) if entry.time_kind == "staged")
    matter = actions.open_matter(
        clerk, org_id=world.village.pk, code=staged.code, title="便道维修", opened_on=date(2026, 9, 1), expected_end=None,
        now=NOW, today=TODAY,
    )  # fmt: skip
    later = date(2027, 3, 1)
    with pytest.raises(Refused, match="summary_missing"):
        actions.move_matter(clerk, matter_id=matter.pk, verb="close", now=NOW, today=later)
    assert [late for _, late in queries.open_matters(clerk, path=world.village.path, today=later)] == [True]
    summary = actions.add_stage(
        clerk, matter_id=matter.pk, stage="", event_on=later, now=NOW, today=later, is_summary=True
    )
    actions.answer(
        world.clock, org_id=world.village.pk, org_path=world.village.path, period=summary.period, code=summary.code,
        category=summary.category, trigger_id=summary.pk, kind="published", ref="edition:1", answered_at=NOW, now=NOW,
    )  # fmt: skip
    closed = actions.move_matter(clerk, matter_id=matter.pk, verb="close", now=NOW, today=later)
    assert closed.state == "closed"


@covers("R76")
def test_a_matter_over_the_new_year_owes_its_state_in_january(world):
    clerk = world.actor(world.clerk)
    staged = next(entry for entry in queries_of_entries(world) if entry.time_kind == "staged")
    actions.open_matter(
        clerk, org_id=world.village.pk, code=staged.code, title="便道维修", opened_on=date(2026, 9, 1), expected_end=None,
        now=NOW, today=TODAY,
    )  # fmt: skip
    assert actions.year_end_stages(world.clock, year=2026, now=NOW) == 1
    assert actions.year_end_stages(world.clock, year=2026, now=NOW) == 0
    view = queries.month(world.visitor, org_id=world.village.pk, period="2027-01", today=TODAY)
    assert [row.kind for row in view.rows if row.trigger_id] == ["year_end"]


def test_counters_equal_the_facts_whatever_happened(world):
    row = first_open(world)
    actions.declare_nil(
        world.actor(world.head), org_id=world.village.pk, period=row.period, code=row.code, statement="没有。",
        now=NOW, today=TODAY,
    )  # fmt: skip
    kept = {(m.org_id, m.period): (m.expected, m.nil, m.late, m.missing, m.open) for m in OrgMonth.objects.all()}
    OrgMonth.objects.all().delete()
    actions.rebuild_months(world.clock, periods=tuple({period for _, period in kept}))
    assert kept == {
        (m.org_id, m.period): (m.expected, m.nil, m.late, m.missing, m.open) for m in OrgMonth.objects.all()
    }


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_boards_add_up_before_on_and_after_the_day(world, shift):
    today = date(2026, 10, 8) + timedelta(days=shift)
    counts = queries.totals(world.visitor, path=world.county.path, period="2026-10", today=today)
    rows = queries.board(world.visitor, path=world.county.path, period="2026-10", today=today)
    assert sum(row.counts.expected for row in rows) == counts.expected > 0
    assert counts.answered + counts.overdue + counts.pending == counts.expected
    assert (counts.overdue > 0) == (shift > 0)


def test_the_board_of_a_past_day_knows_only_what_was_known_then(world):
    row = first_open(world)
    actions.declare_nil(
        world.actor(world.head), org_id=world.village.pk, period=row.period, code=row.code, statement="没有。",
        now=NOW, today=TODAY,
    )  # fmt: skip
    yesterday, now = (
        queries.totals(
            world.visitor, path=world.county.path, period="2026-10", today=day,
            past=queries.past(world.visitor, path=world.county.path, as_of=day),
        )
        for day in (TODAY - timedelta(days=1), TODAY)
    )  # fmt: skip
    assert (yesterday.nil, now.nil) == (0, 1)
    assert yesterday.overdue == now.overdue + 1


def test_the_late_list_turns_pages_without_losing_anything(world):
    everything, _ = queries.overdue(world.visitor, path=world.county.path, today=TODAY, limit=10_000)
    pages, after = [], ""
    while True:
        rows, after = queries.overdue(world.visitor, path=world.county.path, today=TODAY, after=after, limit=7)
        pages += rows
        if not after:
            break
    assert pages == everything
    assert {row.org_name for row in pages} == {"上书村党支部", "朝阳村党支部"}


@covers("R160")
def test_the_month_report_counts_each_kind_of_answer(world):
    strip = queries.months_strip(world.visitor, org_id=world.village.pk, period="2026-10", today=TODAY)
    assert [name for name, _ in strip][-3:] == ["2026-08", "2026-09", "2026-10"]
    assert strip[0][1].expected == 0
    assert strip[-1][1].overdue == strip[-1][1].expected


def test_todo_and_boards_ask_a_constant_number_of_questions(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        queries.todo(world.actor(world.clerk), org_id=world.village.pk, today=TODAY)
    with django_assert_max_num_queries(7):
        queries.board(world.visitor, path=world.county.path, period="2026-10", today=TODAY, months=12)
