"""Public concerns are answered by what is published; typical cases enter the county's library (R81)."""

from datetime import timedelta

import pytest

from gongkai.disclosures import queries as reading
from gongkai.obligations.models import Trigger
from gongkai.participation import actions, queries
from gongkai.publication import actions as publication
from gongkai.publication import queries as publications
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.meetings import party_meeting

DETAILS = {"hy": {"meeting": "党员大会", "due": 31, "attended": 28}}
ITEM = "C31"  # 意见建议办理: monthly, to the people


@pytest.fixture
def desk(db):
    return Desk()


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def registered(desk, who="clerk", **more):
    fields = {
        "matter": "村里的路灯什么时候修好", "source": "hotline", "source_note": "公开电话，一周里接到六次",
        "heard_on": desk.today, "asked_by": 6,
    } | more  # fmt: skip
    return actions.register_concern(
        desk.at(who), org_id=desk.world.village.pk, now=desk.tick(), today=desk.today, **fields
    )


def move(desk, row, verb, who="clerk", **more):
    return actions.move_concern(desk.at(who), number=row.number, verb=verb, now=desk.tick(), **more)


def released(desk, edition):
    """The whole way of a disclosure; answers with its index number."""
    desk.save(edition)
    desk.bring(edition)
    for audience in edition.audiences:
        planned = publications.planned(desk.at("clerk"), edition_id=edition.pk, audience=audience)
        given = [
            party_meeting(desk.now)
            if way.code == "hy"
            else publication.PlacementInput(way.code, place="活动室", details={"remark": way.remark})
            for way in planned
        ]
        publication.release(
            desk.at("clerk"), edition_id=edition.pk, placements=given, now=desk.tick(), today=desk.today
        )
    edition.disclosure.refresh_from_db()
    return edition.disclosure.number


@covers("R81")
def test_a_concern_is_answered_by_a_disclosure_and_both_say_so(desk):
    row = registered(desk)
    assert (row.number, row.state) == ("Z01-C01-GQ-2026-001", "registered") and row.due_on > desk.today
    assert refusal(move, desk, row, "answer").code == "concern_unlinked"
    edition = actions.draft_answer(desk.at("clerk"), number=row.number, code="C40", now=desk.tick(), today=desk.today)
    assert reading.revision(desk.at("clerk"), edition_id=edition.pk).title == "关于“村里的路灯什么时候修好”的回应"
    assert Trigger.objects.get(pk=edition.disclosure.trigger_id).kind == "instant"
    again = refusal(
        actions.draft_answer, desk.at("clerk"), number=row.number, code="C40", now=desk.tick(), today=desk.today
    )
    assert again.code == "concern_linked"
    assert refusal(move, desk, row, "answer").code == "concern_item_closed"
    released(desk, edition)
    move(desk, row, "answer")
    view = queries.concern(desk.world.visitor, number=row.number)
    assert view.row.state == "answered" and view.item.org_id == desk.world.village.pk and not view.late
    answered = queries.answered_by(desk.world.visitor, disclosure_id=edition.disclosure_id)
    assert [one.number for one in answered] == [row.number]
    found = queries.concern_figures(desk.world.visitor, path=desk.world.village.path, year=2026, today=desk.today)
    assert (found.registered, found.answered, found.in_time, found.overdue) == (1, 1, 1, 0)


@covers("R81")
def test_what_is_public_already_can_be_named(desk):
    row = registered(desk)
    number = released(desk, desk.start())
    for wrong in ("没有这一件", ""):
        assert (
            refusal(actions.link_answer, desk.at("clerk"), number=row.number, item=wrong, now=desk.tick()).code
            == "item_elsewhere"
        )
    actions.link_answer(desk.at("clerk"), number=row.number, item=number, now=desk.tick())
    assert move(desk, row, "answer").answered_at is not None


@covers("R81")
def test_the_head_leaves_one_unanswered_and_the_superior_opens_it_again(desk):
    row = registered(desk)
    assert refusal(move, desk, row, "decline", remark="属于县里的事").code == "no_permission"
    assert refusal(move, desk, row, "decline", "head").code == "remark_needed"
    move(desk, row, "decline", "head", remark="属于县里的事，已转告。")
    assert refusal(move, desk, row, "reopen", "head", remark="…").code == "no_permission"
    row = move(desk, row, "reopen", "superior", remark="群众问得多，请公开说明。")
    assert (row.state, row.disclosure_id, row.answered_at) == ("registered", None, None)
    assert [one.pk for one in queries.concerns_to_answer(desk.at("clerk"), paths=(desk.world.village.path,))] == [
        row.pk
    ]
    later = queries.concern_figures(
        desk.world.visitor, path=desk.world.town.path, year=2026, today=row.due_on + timedelta(days=1), below=True
    )
    assert later.overdue == 1


def test_a_concern_says_what_is_wrong_with_it(desk):
    for more, code in (
        ({"matter": " "}, "concern_fields"), ({"source_note": ""}, "concern_fields"), ({"asked_by": 0}, "concern_times"),
        ({"heard_on": desk.today + timedelta(days=1)}, "concern_future"), ({"opinion_number": "x"}, "concern_opinion"),
        ({"matter": "请打13800138000问路灯"}, "personal_in_words"),
    ):  # fmt: skip
        assert refusal(registered, desk, **more).code == code
    assert refusal(registered, desk, who="charlie").hidden
    row = registered(desk)
    assert refusal(queries.concern_at_desk, desk.at("charlie"), number=row.number).hidden
    assert queries.concern(desk.at("charlie"), number=row.number).row.pk == row.pk
    assert (
        refusal(actions.link_answer, desk.at("charlie"), number=row.number, item="x", now=desk.tick()).code
        == "no_permission"
    )


def recommended(desk, number, who="clerk", **more):
    fields = {"kind": "experience", "title": "账目一月一贴", "summary": "按月贴出，群众不再问。"} | more
    return actions.recommend_case(
        desk.at(who), org_id=desk.world.village.pk, item=number, now=desk.tick(), **fields
    )  # fmt: skip


@covers("R81")
def test_the_county_takes_a_case_into_its_library(desk):
    inside = released(desk, desk.start())  # told to the members only
    assert refusal(recommended, desk, inside).code == "item_elsewhere"
    number = released(desk, desk.start(code=ITEM))
    assert refusal(recommended, desk, number, summary=" ").code == "case_fields"
    row = recommended(desk, number)
    assert (row.number, row.state) == ("Z01-C01-DX-2026-001", "recommended")
    assert refusal(recommended, desk, number).code == "case_twice"
    assert queries.case_library(Actor.visitor()) == []
    for who in (desk.world.visitor, desk.at("charlie")):
        assert refusal(queries.typical_case, who, number=row.number).hidden
    county = (desk.world.county.path,)
    assert [one.pk for one in queries.cases_to_judge(desk.at("county_office"), paths=county)] == [row.pk]
    assert queries.cases_to_judge(desk.at("superior"), paths=county) == []
    act = actions.move_case
    assert refusal(act, desk.at("superior"), number=row.number, verb="adopt", now=desk.tick()).code == "no_permission"
    assert (
        refusal(act, desk.at("county_office"), number=row.number, verb="return", now=desk.tick()).code
        == "remark_needed"
    )
    act(desk.at("county_office"), number=row.number, verb="adopt", now=desk.tick())
    (shown,) = queries.case_library(Actor.visitor())
    assert shown.row.pk == row.pk and shown.item.number == number
    assert queries.case_library(Actor.visitor(), kind="result") == []
    act(desk.at("county_office"), number=row.number, verb="remove", remark="做法已经过时", now=desk.tick())
    assert queries.case_library(Actor.visitor()) == []
    assert [one.row.pk for one in queries.cases(desk.at("clerk"), path=desk.world.village.path)] == [row.pk]
