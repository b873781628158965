"""A regulation goes to the classes of 第十三条, each signs for it and files its plan; the board tells who did (R139, R140)."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.approvals import actions, queries
from gongkai.approvals.models import PlanOwed
from gongkai.orgs import actions as organizing
from gongkai.rulebook import actions as rulebook
from gongkai.rulebook import queries as library
from gongkai.rules.actor import Actor
from gongkai.rules.addressees import Addressees
from gongkai.rules.campaigns import CLASSES as FILING
from gongkai.rules.campaigns import NEED_NOT, PlanStanding, PlanTick
from gongkai.rules.duties import LOCAL
from gongkai.rules.notices import Asked
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.world import build_world

CODE, ISSUED = "qijiang-2011", date(2026, 10, 12)
CLASSES = ("streets", "towns", "committee_offices", "departments", "peoples", "villages", "schools")
PLAN = {
    "document_number": "东溪委〔2026〕5号", "adopted_on": ISSUED, "group": "组长：书记", "office": "纪委", "person": "周九",
    "phone": "000-0000102", "budget": "5000元",
}  # fmt: skip


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    world = build_world(datetime(2026, 10, 12, 9, 30, tzinfo=LOCAL), ISSUED)
    rulebook.load_digest(world.clock, now=world.now)
    return world


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("实施方案", encoding="utf-8")
    return path


def on(world, day: date) -> dict:
    return {"now": world.now + (day - ISSUED), "today": day}


def opened(world):
    return actions.open_campaign(
        world.actor(world.county_office), code=CODE, classes=CLASSES, issued_on=ISSUED, **on(world, ISSUED)
    )


def filed(world, plan, who="superior", day=ISSUED, **more):
    actor = world.actor(getattr(world, who))
    sent = {"org_id": world.town.pk} | PLAN | more
    return actions.file_plan(actor, code=CODE, path=plan, name="方案.txt", **sent, **on(world, day))  # fmt: skip


def board(world, day):
    return queries.board(world.actor(world.county_office), code=CODE, today=day)


def code_of(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


@covers("R139", "R140")
def test_it_goes_to_the_named_classes_only_and_each_has_it_to_sign_for(world):
    before = {"code": CODE, "classes": CLASSES, "issued_on": date(2011, 6, 20), **on(world, ISSUED)}
    assert code_of(actions.open_campaign, world.actor(world.county_office), **before) == "before_in_force"
    row = opened(world)
    assert row.due_on == date(2026, 10, 22)
    owing = set(PlanOwed.objects.values_list("org__code", flat=True))
    assert owing == {"Z01", "GW01", "GW02", "GW03"}
    office = world.actor(world.county_office)
    assert {one.org.code for one in library.distributions(office, regulation_code=CODE)} == owing
    assert code_of(opened, world) == "campaign_once"
    assert code_of(actions.open_campaign, world.actor(world.superior), code=CODE, classes=CLASSES, issued_on=ISSUED,
                   **on(world, ISSUED)) == "not_found"  # fmt: skip


@covers("R139", "R154")
def test_a_plan_is_filed_asked_to_be_completed_and_entered(world, plan):
    opened(world)
    row = filed(world, plan)
    assert (row.number, row.state) == ("Z01-SS-2026-001", "filed")
    assert code_of(filed, world, plan) == "plan_filed_once"
    office, town, now = world.actor(world.county_office), world.actor(world.superior), world.now
    move = {"number": row.number, "now": now}
    assert code_of(actions.move_plan_filing, office, verb="check", **move) == "plan_unticked"
    actions.tick_plan(office, ticks=[tick.value for tick in PlanTick][:4], **move)
    assert actions.move_plan_filing(office, verb="ask", remark="缺经费", **move).state == "incomplete"
    assert [one.pk for one in queries.plans_to_complete(town, paths=(world.town.path,))] == [row.pk]
    actions.mend_plan(town, **move, today=ISSUED, **(PLAN | {"budget": "从党建经费出"}))
    assert actions.move_plan_filing(town, verb="complete", **move).budget == "从党建经费出"
    actions.tick_plan(office, ticks=[tick.value for tick in PlanTick], **move)
    row = actions.move_plan_filing(office, verb="check", **move)
    assert (row.state, row.checker_name) == ("checked", "郑一")
    assert code_of(actions.tick_plan, office, ticks=[], **move) == "plan_filing_closed"
    assert code_of(actions.mend_plan, town, **move, today=ISSUED, **PLAN) == "plan_filing_closed"


@covers("R139")
def test_lateness_is_judged_by_the_first_filing_and_late_ones_are_taken_in(world, plan):
    due = opened(world).due_on
    assert board(world, due).tally.waiting == 4
    assert board(world, due + timedelta(days=1)).tally.missing == 4
    row = filed(world, plan, day=due)
    later = due + timedelta(days=9)
    first = next(one for one in board(world, later).rows if one.filing)
    assert first.standing is PlanStanding.FILED and first.filing.pk == row.pk
    assert board(world, later).tally.missing == 3 and board(world, later).rows[0].standing is PlanStanding.MISSING


@covers("R139")
def test_others_know_nothing_of_it_and_what_is_not_whole_is_not_filed(world, plan):
    opened(world)
    assert code_of(filed, world, plan, who="county_office") == "plan_not_own"
    for who in ("clerk", "charlie", "member"):
        assert code_of(filed, world, plan, who=who) == "not_found"
    assert code_of(filed, world, plan, budget=" ") == "plan_parts"
    assert code_of(filed, world, plan, adopted_on=ISSUED + timedelta(days=1)) == "plan_adopted"
    row = filed(world, plan)
    assert code_of(queries.plan_filing, world.actor(world.charlie), number=row.number) == "not_found"
    assert code_of(queries.board, world.actor(world.superior), code=CODE, today=ISSUED) == "not_found"
    path, file = queries.plan_file(world.actor(world.superior), number=row.number, token=row.file.token)
    assert path.exists() and file.name == "方案.txt"


@covers("R140")
def test_the_clock_reminds_those_who_owe_and_the_office_of_what_came_in(world, plan):
    row = opened(world)

    def clocks():
        found = queries.deadlines(Actor.clock(), asked=Asked(ISSUED))
        return sorted((one.org_path, one.due_on or ISSUED) for one in found if one.kind == "implementation")

    assert (world.town.path, row.due_on) in clocks() and len(clocks()) == 4
    filed(world, plan)
    assert (world.town.path, row.due_on) not in clocks() and (world.county.path, ISSUED) in clocks()


@covers("R139")
def test_every_class_either_files_or_has_its_reason():
    assert set(FILING) | set(NEED_NOT) == set(Addressees) and not set(FILING) & set(NEED_NOT)


@covers("R139")
def test_the_office_reads_who_must_and_who_need_not(world):
    rows = queries.who_files(world.actor(world.county_office))
    assert [row.name in FILING for row in rows] == sorted((row.name in FILING for row in rows), reverse=True)
    said = {row.name: row.need_not for row in rows}
    assert said[Addressees.TOWNS] == "" and "街镇" in said[Addressees.VILLAGES]
    assert code_of(queries.who_files, world.actor(world.superior)) == "not_found"


@covers("R139")
def test_who_is_excused_is_neither_late_nor_reminded_and_can_be_asked_again(world, plan):
    row = opened(world)
    office, town = world.actor(world.county_office), world.actor(world.superior)
    excuse = {"code": CODE, "org_id": world.town.pk, "now": world.now}
    assert code_of(actions.excuse_plan, town, reason="不用", **excuse) == "not_found"
    assert code_of(actions.excuse_plan, office, reason=" ", **excuse) == "plan_excuse"
    assert code_of(actions.excuse_plan, office, reason="长" * 201, **excuse) == "plan_excuse"
    actions.excuse_plan(office, reason="由县委办合报", **excuse)
    late = row.due_on + timedelta(days=1)
    found = board(world, late)
    assert (found.tally.excused, found.tally.missing, found.tally.total) == (1, 3, 3)
    assert found.rows[-1].standing is PlanStanding.EXCUSED
    assert queries.plans_unfiled(town, paths=(world.town.path,), today=late) == []
    clocks = [one for one in queries.deadlines(Actor.clock(), asked=Asked(ISSUED)) if one.kind == "implementation"]
    assert world.town.path not in {one.org_path for one in clocks}
    assert code_of(filed, world, plan) == "plan_excused"
    actions.excuse_plan(office, reason="", **excuse)
    assert board(world, late).tally.missing == 4
    filed(world, plan)
    assert code_of(actions.excuse_plan, office, reason="由县委办合报", **excuse) == "plan_filed_once"


@covers("R139")
def test_a_plan_is_public_once_it_was_entered(world, plan):
    opened(world)
    row, visitor, now = filed(world, plan), Actor.visitor(), on(world, ISSUED)["now"]
    office = world.actor(world.county_office)
    assert queries.public_plans(visitor) == []
    assert code_of(queries.public_plan_file, visitor, number=row.number) == "not_found"
    actions.tick_plan(office, number=row.number, ticks=[tick.value for tick in PlanTick], now=now)
    actions.move_plan_filing(office, number=row.number, verb="check", now=now)
    assert [one.pk for one in queries.public_plans(visitor)] == [row.pk]
    path, file = queries.public_plan_file(visitor, number=row.number)
    assert path.exists() and file.name == "方案.txt"


@covers("R139", "R140")
def test_who_is_founded_later_is_asked_with_ten_days_of_its_own(world, plan):
    first = opened(world)
    office, day = world.actor(world.county_office), first.due_on + timedelta(days=5)
    assert queries.plans_unasked(office, code=CODE) == []
    young = organizing.register(
        world.clock, superior_id=world.county.pk, kind="town", name="万东镇党委", short_name="万东镇", code="Z09",
        now=world.now, today=ISSUED,
    )  # fmt: skip
    assert [(one.org.code, one.name, one.alike) for one in queries.plans_unasked(office, code=CODE)] == [
        ("Z09", Addressees.TOWNS, True)
    ]
    ask = {"code": CODE, "org_id": young.pk, **on(world, day)}
    assert code_of(actions.ask_plan, world.actor(world.superior), **ask) == "not_found"
    assert code_of(actions.ask_plan, office, **(ask | {"org_id": world.village.pk})) == "plan_class"
    owed = actions.ask_plan(office, **ask)
    assert (owed.asked_on, owed.due_on) == (day, day + timedelta(days=10))
    assert code_of(actions.ask_plan, office, **ask) == "plan_asked_once"
    rows = {row.owed.org.code: row for row in board(world, day).rows}
    assert rows["Z09"].standing is PlanStanding.WAITING and rows["Z01"].standing is PlanStanding.MISSING
    assert board(world, owed.due_on + timedelta(days=1)).tally.missing == 5
    assert "Z09" in {one.org.code for one in library.distributions(office, regulation_code=CODE)}
    clocks = [one for one in queries.deadlines(Actor.clock(), asked=Asked(day)) if one.org_path == young.path]
    assert [(one.due_on, one.since) for one in clocks if one.kind == "implementation"] == [(owed.due_on, day)]
    organizing.give_grant(
        world.clock, org_id=young.pk, user_id=world.clerk.pk, role=Role.SUPERIOR, subtree=True, from_date=ISSUED,
        now=world.now,
    )  # fmt: skip
    said = queries.plan_due(office, issued_on=ISSUED, asked_on=day)
    assert said.due == owed.due_on and "补充布置后10日内" in str(said)
    row = filed(world, plan, who="clerk", day=day + timedelta(days=10), org_id=young.pk)
    assert queries.plan_standing(office, row=row, today=day + timedelta(days=11)).standing is PlanStanding.FILED


@covers("R140")
def test_a_class_that_was_left_out_can_be_asked_later(world):
    actions.open_campaign(
        world.actor(world.county_office), code=CODE, classes=("towns",), issued_on=ISSUED, **on(world, ISSUED)
    )
    left = queries.plans_unasked(world.actor(world.county_office), code=CODE)
    assert {one.org.code for one in left} == {"GW01", "GW02", "GW03"} and not any(one.alike for one in left)
