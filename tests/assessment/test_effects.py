"""The effect report reads all rooms: one place at a time, in the days asked for, numbers only (R16)."""

from datetime import timedelta

from gongkai.assessment import queries
from gongkai.participation.models import Activity, Enquiry, Opinion, OpinionRating
from gongkai.publication.queries.years import items_below
from gongkai.rules.duties import local_day
from gongkai.rules.effects import Effect, Measure, Span
from gongkai.supervision.models import SupervisionMark
from tests.assessment.judging import refusal
from tests.covers import covers
from tests.publication.rows import published

IN = Span.parse("2027-01")


def read(judging, who="county_office", org=None, span=IN):
    org = org or judging.world.town
    rows = queries.effects(judging.at(who), path=org.path, span=span, today=judging.today)
    return {row.code: row.effects for row in rows}


def voice(judging, number, org=None, day=None, **more):
    org, day = org or judging.world.village, day or judging.today
    fields = {"confidential": False, "kind": "criticism", "state": "closed", "decided_on": day} | more
    return Opinion.objects.create(
        number=number, org=org, org_path=org.path, handler=org, handler_path=org.path, why="ordinary", text="看不懂。",
        concern="nobody", channel="web", submitter="resident", received_on=day, due_on=day, answer_by=day, **fields,
    )  # fmt: skip


def seeded(judging):
    village, today = judging.world.village, judging.today
    first = voice(judging, "N1", result="adopted")
    voice(judging, "N2", result="rejected", late=True)
    voice(judging, "N3", result="adopted", confidential=True)
    voice(judging, "N4", result="adopted", day=today - timedelta(days=40))
    voice(judging, "N5", org=judging.world.other_village, result="partly")
    for at, value in ((1, "satisfied"), (2, "dissatisfied")):
        OpinionRating.objects.create(opinion=first, round=at, value=value, on=today)
    Activity.objects.create(
        org=village, org_path=village.path, number="H1", register="day", title="公开日", held_on=today, period="2027-01",
        place="村委会", host="张三", content="来看公开栏", people=37, recorded_at=judging.now, recorder_name="王五",
    )  # fmt: skip
    Enquiry.objects.create(
        org=village, org_path=village.path, number="Z1", audience="party", question="党费？",
        asked_by=judging.world.member, asker_name="赵", asked_at=judging.now, due_on=today, answered_at=judging.now,
    )  # fmt: skip
    SupervisionMark.objects.create(
        org=village, org_path=village.path, number="J1", author_id=1, disclosure_id=1, item_number="1", item_title="党费",
        kind="late", text="晚了", raised_at=judging.now, raised_on=today, due_on=today, first_due_on=today, satisfied=True,
        judged_at=judging.now,
    )  # fmt: skip


@covers("R16")
def test_each_place_is_measured_by_what_came_back_in_these_days(judging):
    seeded(judging)
    found = read(judging)
    village = found[judging.world.village.code]
    assert {one: village.of(one) for one in Effect if village.of(one).total} == {
        Effect.PEOPLE: Measure(37, 37), Effect.ENQUIRIES: Measure(1, 1), Effect.OPINIONS: Measure(1, 2),
        Effect.ADOPTED: Measure(1, 2), Effect.SATISFIED: Measure(1, 2), Effect.MARKS: Measure(1, 1),
    }  # fmt: skip
    assert found[judging.world.other_village.code].of(Effect.ADOPTED) == Measure(1, 1)
    county = read(judging, org=judging.world.county)[judging.world.town.code]
    assert county.of(Effect.ADOPTED) == Measure(2, 3)  # all below the town together
    before = read(judging, span=Span.parse("2026-12"))
    assert before[judging.world.village.code].of(Effect.OPINIONS) == Measure(1, 1)


def test_an_edition_in_two_circles_is_one_and_a_word_to_one_person_is_none(judging):
    village = judging.world.village
    at = judging.now
    published(village.path, "party", "public", at=at)
    published(village.path, "individual", at=at)
    day = local_day(at)
    assert items_below(judging.world.clock, path=village.path, since=day, until=day) == {village.path: 1}


@covers("R16")
def test_strangers_read_no_report_and_workers_their_own(judging):
    seeded(judging)
    village = judging.world.village
    assert set(read(judging, "clerk", village)) == {village.code}
    for who in ("charlie", "member", "villager"):
        assert refusal(read, judging, who, village).hidden
    assert refusal(read, judging, "clerk").hidden
