"""Off-catalog matters: the maker agrees first, within its days, and nothing is sent before (第六条（二）, R49)."""

from datetime import date

import pytest

from gongkai.approvals import actions, queries
from gongkai.approvals.models import OffCatalogPlan
from gongkai.disclosures.models import Disclosure
from gongkai.obligations import queries as obligations
from gongkai.orgs import actions as orgs
from gongkai.rules.permissions import Role
from gongkai.rules.procedures.off_catalog import NEEDED
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.covers import covers
from tests.factories.drafts import TEXT

PLAN = {
    "title": "村道硬化筹资筹劳情况", "category": "6", "why_outside": "一次性事项，目录没有列", "content": "筹资总额、筹劳人次",
    "procedure": "村民会议议定", "expected_result": "10月公布结果", "audiences": ["public", "party"],
    "methods": ["hy", "gl", "wz"], "wanted_on": date(2026, 10, 20), "owner_name": "王五", "risk": "不涉密，不含个人信息",
    "feedback_plan": "公示期内听取意见",
}  # fmt: skip


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def drafted(desk, who="clerk", **fields):
    return actions.draft_plan(
        desk.at(who), org_id=desk.world.village.pk, now=desk.tick(), today=desk.today, **(PLAN | fields)
    )


def move(desk, plan, verb, who, **more):
    return actions.move_plan(desk.at(who), plan_id=plan.pk, verb=verb, now=desk.tick(), today=desk.today, **more)


@covers("R49", "R146", "R173")
def test_a_plan_has_a_lasting_number_and_circles_in_order(desk):
    first, second = drafted(desk), drafted(desk)
    assert (first.number, second.number) == ("Z01-C01-MLW-2026-001", "Z01-C01-MLW-2026-002")
    assert first.audiences == ["party", "public"] and first.state == "draft"
    assert first.maker_path == desk.world.town.path


@pytest.mark.parametrize(("urgent", "due"), [(False, date(2026, 10, 10)), (True, date(2026, 9, 29))])
def test_the_maker_has_five_working_days_or_one(desk, urgent, due):
    """From Monday 28 September: the holidays of October do not count, the Saturday worked instead does."""
    plan = move(desk, drafted(desk, urgent=urgent), "submit", "clerk")
    assert (plan.state, plan.answer_due) == ("submitted", due)


@pytest.mark.parametrize(
    "lacking", ["title", "category", "why_outside", "content", "audiences", "methods", "owner_name", "risk"]
)
def test_an_incomplete_plan_is_not_sent(desk, lacking):
    plan = drafted(desk, **{lacking: [] if lacking in ("audiences", "methods") else " "})
    said = refusal(move, desk, plan, "submit", "clerk")
    assert said.code == "plan_incomplete" and said.facts["fields"] == f"“{NEEDED[lacking]}”"
    assert f"还没有写：“{NEEDED[lacking]}”。写好存下" in explain(said.code, said.facts)


def test_each_missing_field_and_each_unfit_way_is_named_at_once(desk):
    plan = drafted(desk, owner_name="", risk="", audiences=["party"], methods=["wz", "ds"])
    (offer,) = [one for one in queries.plan_offers(desk.at("clerk"), plan_id=plan.pk) if one.verb == "submit"]
    said = explain(offer.why_not, offer.why_facts)
    for words in ("“经办人”“保密、隐私和风险”", "“党建网站”会让党内以外的人看到", "“电视”会让党内以外的人看到"):
        assert words in said


@covers("R60")
def test_ways_that_leak_hold_a_plan_back_by_name(desk):
    plan = drafted(desk, audiences=["party"], methods=["hy", "wz"])
    said = refusal(move, desk, plan, "submit", "clerk")
    assert said.code == "plan_ways_unfit" and "“党建网站”" in explain(said.code, said.facts)
    plan = actions.save_plan(desk.at("clerk"), plan_id=plan.pk, version=plan.version, now=desk.now, methods=["hy"])
    assert move(desk, plan, "submit", "clerk").state == "submitted"


@covers("R49", "R146")
def test_consent_makes_a_duty_and_allows_the_draft(desk):
    plan = drafted(desk)
    clerk = desk.at("clerk")
    assert refusal(actions.start_planned, clerk, plan_id=plan.pk, now=desk.now).code == "plan_not_consented"
    move(desk, plan, "submit", "clerk")
    assert refusal(actions.start_planned, clerk, plan_id=plan.pk, now=desk.now).code == "plan_not_consented"
    plan = move(desk, plan, "consent", "maker", remark="同意公开。")
    assert (plan.state, plan.decider_name, plan.decision) == ("consented", "吴十", "同意公开。")
    duty = obligations.duty(
        clerk, org_id=plan.org_id, period=plan.duty_period, code="目录外", trigger_id=plan.trigger_ref, today=desk.today
    )
    assert duty.due_on == PLAN["wanted_on"]
    edition = actions.start_planned(clerk, plan_id=plan.pk, now=desk.tick())
    assert edition.pk == actions.start_planned(clerk, plan_id=plan.pk, now=desk.tick()).pk
    assert (edition.audiences, edition.methods) == (["party", "public"], ["hy", "gl", "wz"])
    assert (edition.disclosure.plan_ref, edition.disclosure.code) == (plan.pk, "目录外")
    desk.save(edition, **TEXT)
    assert desk.act(edition, "submit", "clerk") == "secrecy"


@covers("R49")
def test_without_consent_the_draft_is_not_sent(desk):
    plan = drafted(desk)
    move(desk, plan, "submit", "clerk")
    plan = move(desk, plan, "consent", "maker")
    edition = actions.start_planned(desk.at("clerk"), plan_id=plan.pk, now=desk.tick())
    desk.save(edition)
    OffCatalogPlan.objects.filter(pk=plan.pk).update(state="refused")
    assert refusal(desk.act, edition, "submit", "clerk").code == "plan_not_consented"


@pytest.mark.parametrize(("verb", "state"), [("refuse", "refused"), ("return", "returned")])
def test_a_no_is_given_in_words(desk, verb, state):
    plan = move(desk, drafted(desk), "submit", "clerk")
    assert refusal(move, desk, plan, verb, "maker").code == "remark_needed"
    plan = move(desk, plan, verb, "maker", remark="应列入目录第六类。")
    assert (plan.state, plan.decision) == (state, "应列入目录第六类。")
    assert not Disclosure.objects.exists()
    offered = {offer.verb for offer in queries.plan_offers(desk.at("clerk"), plan_id=plan.pk)}
    assert offered == ({"submit", "drop"} if state == "returned" else set())


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("clerk", "no_permission"),
        ("head", "no_permission"),
        ("county_maker", "not_found"),
        ("charlie", "not_found"),
        ("villager", "not_found"),
    ],
)
def test_only_the_maker_answers(desk, who, code):
    plan = move(desk, drafted(desk), "submit", "clerk")
    for verb in ("consent", "refuse", "return"):
        assert refusal(move, desk, plan, verb, who, remark="理由").code == code
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_whoever_wrote_the_plan_does_not_answer_it(desk):
    orgs.give_grant(
        desk.world.clock, org_id=desk.world.town.pk, user_id=desk.world.clerk.pk, role=Role.MAKER,
        from_date=desk.today, now=desk.now,
    )  # fmt: skip
    plan = move(desk, drafted(desk), "submit", "clerk")
    assert refusal(move, desk, plan, "consent", "clerk").code == "own_plan"


def test_the_maker_sees_what_was_sent_and_no_drafts(desk):
    plan = drafted(desk)
    assert refusal(queries.plan, desk.at("maker"), plan_id=plan.pk).code == "not_found"
    assert queries.plans(desk.at("maker"), maker_path=desk.world.town.path) == []
    move(desk, plan, "submit", "clerk")
    assert queries.plans(desk.at("maker"), states=("submitted",)) == [plan]
    assert queries.plans(desk.at("charlie")) == [] == queries.plans(desk.world.visitor)
    assert {o.verb for o in queries.plan_offers(desk.at("maker"), plan_id=plan.pk)} == {"consent", "return", "refuse"}


def test_a_plan_that_was_sent_is_recalled_before_it_is_changed(desk):
    plan = move(desk, drafted(desk), "submit", "clerk")
    save = {"plan_id": plan.pk, "version": plan.version, "now": desk.now, "title": "改"}
    assert refusal(actions.save_plan, desk.at("clerk"), **save).code == "plan_closed"
    plan = move(desk, plan, "recall", "clerk")
    assert (plan.state, plan.answer_due) == ("draft", None)
    changed = actions.save_plan(desk.at("clerk"), **(save | {"version": plan.version}))
    assert changed.title == "改"
    assert (
        refusal(actions.save_plan, desk.at("clerk"), **(save | {"version": plan.version})).code == "changed_meanwhile"
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"methods": ["zz"]}, "method_unknown"),
        ({"category": "9"}, "category_unknown"),
        ({"title": "字" * 121}, "text_too_long"),
    ],
)
def test_unknown_words_are_refused(desk, fields, code):
    assert refusal(drafted, desk, **fields).code == code
    assert not OffCatalogPlan.objects.exists()
