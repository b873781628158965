"""A question about an article counts when two bodies stamped the same words (第十四条, R141)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as orgs_actions
from gongkai.rulebook import actions, queries
from gongkai.rules.actor import Actor
from gongkai.rules.notices import Asked, Line, in_words
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.world import LONG_AGO
from tests.rulebook.conftest import NOW, TODAY

QUESTION, ANSWER = "公开日碰上放假，提前还是推后？", "推到放假后的第一个工作日。"


def interpreter(world, body, username, role=Role.INTERPRETER):
    user = orgs_actions.create_user(Actor.clock(), username=username, name="某人", now=NOW)
    grant(body, user, role)
    return user


def grant(body, user, role=Role.INTERPRETER):
    orgs_actions.give_grant(
        Actor.clock(), org_id=body.pk, user_id=user.pk, role=role, from_date=LONG_AGO, now=NOW
    )  # fmt: skip


@pytest.fixture
def bodies(world):
    """The two bodies of 第十四条 with a person each."""
    made = []
    for code, name in (("B91", "县纪委"), ("B92", "县委组织部")):
        org = orgs_actions.register(
            Actor.clock(), superior_id=world.county.pk, kind="bureau", name=f"演示{name}", short_name=name, code=code,
            established_on=LONG_AGO, now=NOW, today=TODAY,
        )  # fmt: skip
        made.append((org, interpreter(world, org, code.lower())))
    (first, one), (second, two) = made
    return SimpleNamespace(first=first, second=second, one=world.actor(one), two=world.actor(two), user=one)


def asked(world, who="clerk", **more):
    fields = {"anchor": "art-8-2", "question": QUESTION} | more
    return actions.ask_interpretation(
        world.actor(getattr(world, who)), org_id=world.village.pk, now=NOW, **fields
    )  # fmt: skip


def moved(actor, row, verb, seen, **more):
    return actions.move_interpretation(actor, number=row.number, verb=verb, seen=seen, now=NOW, **more)


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


@covers("R141")
def test_only_what_both_bodies_stamped_is_public(world, bodies):
    row = asked(world)
    assert row.number == "JS-2026-001" and row.citation == "第八条（二）"
    visitor = Actor.visitor()
    moved(bodies.one, row, "answer", 0, answer=ANSWER)
    assert queries.answered(visitor) == []
    assert refusal(moved, bodies.one, row, "seal", 1) == "interpretation_same_person"
    colleague = world.actor(interpreter(world, bodies.first, "colleague"))
    assert refusal(moved, colleague, row, "seal", 1) == "interpretation_same_body"
    moved(bodies.two, row, "seal", 1)
    (shown,) = queries.answered(visitor)
    assert (shown.answer, shown.first_body, shown.second_body) == (ANSWER, bodies.first, bodies.second)
    verbs = list(
        AuditEvent.objects.filter(subject=f"interpretation:{row.pk}").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["interpretation.ask", "interpretation.answer", "interpretation.seal"]
    assert refusal(moved, bodies.one, row, "return", 2, remark="改一下") == "wrong_state"


@covers("R141")
def test_one_person_with_both_roles_does_not_stamp_twice(world, bodies):
    grant(bodies.second, bodies.user)
    both = world.actor(bodies.user)
    row = asked(world)
    moved(both, row, "answer", 0, answer=ANSWER)
    assert refusal(moved, both, row, "seal", 1) == "interpretation_same_person"


@covers("R141")
def test_who_does_not_interpret_cannot_stamp_and_strangers_see_nothing(world, bodies):
    row = asked(world)
    for who in ("clerk", "head", "superior", "county_office"):
        assert refusal(moved, world.actor(getattr(world, who)), row, "answer", 0, answer=ANSWER) == "no_permission"
    for actor in (world.actor(world.charlie), world.actor(world.member), Actor.visitor()):
        assert refusal(moved, actor, row, "answer", 0, answer=ANSWER) == "not_found"
        assert queries.interpretations(actor) == []
    assert refusal(asked, world, "secrecy") == "no_permission"
    assert refusal(asked, world, "charlie") == "not_found"


def test_a_returned_answer_loses_its_stamp_and_keeps_its_words(world, bodies):
    row = asked(world)
    moved(bodies.one, row, "answer", 0, answer=ANSWER)
    assert refusal(moved, bodies.two, row, "return", 1) == "remark_needed"
    back = moved(bodies.two, row, "return", 1, remark="写明哪一天")
    assert (back.answer, back.first_body, back.first_by, back.remark) == (ANSWER, None, None, "写明哪一天")
    again = moved(bodies.two, row, "answer", 2, answer="第一个工作日。")  # now the other one begins
    assert again.first_body == bodies.second
    assert moved(bodies.one, row, "seal", 3).is_published


def test_nobody_seals_words_that_were_not_on_the_page(world, bodies):
    row = asked(world)
    moved(bodies.one, row, "answer", 0, answer=ANSWER)
    moved(bodies.one, row, "return", 1, remark="自己改")
    moved(bodies.one, row, "answer", 2, answer="另一种说法")
    assert refusal(moved, bodies.two, row, "seal", 1) == "changed_meanwhile"
    assert queries.answered(Actor.visitor()) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"anchor": "art-99"}, "interpretation_anchor"), ({"question": "  "}, "interpretation_question"),
        ({"question": "字" * 2001}, "interpretation_long"),
        ({"question": "身份证500222194901010018的人能不能看"}, "personal_in_words"),
    ],
)  # fmt: skip
def test_a_question_names_an_article_and_no_person(world, fields, code):
    assert refusal(asked, world, **fields) == code


def test_a_stamp_needs_an_answer_without_personal_numbers(world, bodies):
    row = asked(world)
    assert refusal(moved, bodies.one, row, "answer", 0) == "interpretation_answer"
    assert refusal(moved, bodies.one, row, "answer", 0, answer="找500222194901010018") == "personal_in_words"


def test_the_list_of_what_waits_leaves_out_what_one_has_stamped(world, bodies):
    row, other = asked(world), asked(world, "head", anchor="art-2")
    moved(bodies.one, row, "answer", 0, answer=ANSWER)
    assert queries.interpretations_waiting(bodies.one) == [other]
    assert queries.interpretations_waiting(bodies.two) == [row, other]
    assert queries.interpretations_waiting(world.actor(world.county_office)) == []
    moved(world.actor(world.clerk), other, "recall", 0)
    moved(bodies.two, row, "seal", 1)
    assert queries.interpretations_waiting(bodies.one) == queries.interpretations_waiting(bodies.two) == []


def test_answers_stand_in_the_order_of_the_articles(world, bodies):
    for anchor in ("art-9-3", "art-2", "art-8-2"):
        row = asked(world, anchor=anchor)
        moved(bodies.one, row, "answer", 0, answer=ANSWER)
        moved(bodies.two, row, "seal", 1)
    assert [row.anchor for row in queries.answered(Actor.visitor())] == ["art-2", "art-8-2", "art-9-3"]


def test_what_is_no_question_of_an_article_is_declined_with_a_reason(world, bodies):
    row = asked(world)
    assert refusal(moved, bodies.one, row, "decline", 0) == "remark_needed"
    moved(bodies.one, row, "decline", 0, remark="这是财务上的事，请问财政局。")
    assert queries.interpretation(world.actor(world.clerk), number=row.number).remark.startswith("这是财务")
    assert refusal(moved, bodies.two, row, "answer", 1, answer=ANSWER) == "wrong_state"


CORRECTED = "推到放假后的第一个工作日；调休上班的那天算工作日。"


def published(world, bodies):
    row = asked(world)
    moved(bodies.one, row, "answer", 0, answer=ANSWER)
    return moved(bodies.two, row, "seal", 1)


def corrected(actor, row, seen=2, **more):
    return moved(actor, row, "correct", seen, **({"answer": CORRECTED, "remark": "没有写调休。"} | more))


@covers("R141")
def test_a_correction_counts_when_both_stamped_it_and_the_old_answer_stays_readable(world, bodies):
    first, visitor = published(world, bodies), Actor.visitor()
    second = corrected(bodies.one, first)
    assert (second.number, second.state, second.why) == ("JS-2026-001-2", "stamped", "没有写调休。")
    assert [row.answer for row in queries.answered(visitor)] == [ANSWER]  # until the other body sealed it
    assert refusal(queries.published_answer, visitor, number=second.number) == "not_found"
    assert refusal(moved, bodies.one, second, "seal", 0) == "interpretation_same_person"
    assert refusal(corrected, bodies.two, first, 3) == "interpretation_correcting"
    moved(bodies.two, second, "seal", 0)
    assert [row.answer for row in queries.answered(visitor)] == [CORRECTED]
    old, editions = queries.published_answer(visitor, number=first.number)
    assert (old.answer, [row.number for row in editions]) == (ANSWER, [second.number, first.number])
    assert refusal(corrected, bodies.two, first, 3) == "interpretation_replaced"
    third = corrected(bodies.two, queries.interpretation(bodies.two, number=second.number), 1, answer="再改。")
    assert (third.number, third.root_id) == ("JS-2026-001-3", first.pk)


@covers("R141")
def test_a_correction_has_a_reason_and_other_words_and_is_not_the_askers(world, bodies):
    row = published(world, bodies)
    assert refusal(corrected, bodies.one, row, remark=" ") == "remark_needed"
    assert refusal(corrected, bodies.one, row, answer=f" {ANSWER} ") == "interpretation_same_words"
    assert refusal(corrected, bodies.one, row, 1) == "changed_meanwhile"
    assert refusal(corrected, world.actor(world.clerk), row) == "no_permission"
    second = corrected(bodies.one, row)
    back = moved(bodies.two, second, "return", 0, remark="写明哪天")
    assert refusal(moved, world.actor(world.clerk), back, "recall", 1) == "interpretation_not_asked"
    moved(bodies.one, back, "decline", 1, remark="不改了。")
    assert corrected(bodies.two, row, 3).number == "JS-2026-001-3"


@covers("R141")
def test_who_asked_is_told_of_the_answer_and_of_its_correction(world, bodies):
    def told(day):
        found = queries.deadlines(Actor.clock(), asked=Asked(day))
        return [(one.persons, one.since, one.due_on) for one in found if one.kind == "interpretation"]

    assert told(TODAY) == []
    first = published(world, bodies)
    news = (frozenset({world.clerk.pk}), TODAY, None)
    assert told(TODAY) == [news]
    moved(bodies.two, corrected(bodies.one, first), "seal", 0)
    assert told(TODAY) == [news, news]
    assert told(TODAY + timedelta(days=11)) == []
    line = Line("interpretation", "柏树湾村", 0, 0, 0, 1, None)
    assert in_words(line, TODAY) == "您问的条款：1条有了解释或者更正"
