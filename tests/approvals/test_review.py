"""The internal chain: each step by the right person, tied to one text, with its words on record (第六条（二）, P7)."""

from itertools import product

import pytest

from gongkai.approvals import actions, queries
from gongkai.approvals.models import ReviewStep
from gongkai.approvals.queries import StepState
from gongkai.disclosures import actions as disclosures
from gongkai.disclosures import queries as reading
from gongkai.disclosures.models import Edition
from gongkai.ledger import queries as ledger
from gongkai.orgs import actions as orgs
from gongkai.orgs import queries as people
from gongkai.rules.permissions import Role
from gongkai.rules.refusals import Refused
from gongkai.rules.secrecy import SecrecyTick
from tests.covers import covers
from tests.factories.drafts import NO_TICKS, WAY, made_id


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


@covers("R48", "R145", "R21")
def test_the_whole_way_leaves_every_signature(desk):
    edition = desk.bring(desk.written())
    newest = edition.revisions.order_by("-number").first()
    assert (edition.state, edition.approved_revision, edition.head_name) == ("approved", newest, "张三")
    steps = queries.steps(desk.at("clerk"), edition_id=edition.pk)
    assert [(s.verb, s.decider_name, s.decider_post) for s in steps] == [
        ("submit", "王五", "党务公开经办人"),
        ("clear_secrecy", "赵六", "保密审查员"),
        ("pass_review", "李四", "党支部副书记"),
        ("approve", "张三", "党支部书记"),
    ]
    assert {s.revision for s in steps} == {newest}
    assert steps[1].ticks == {str(tick): False for tick in SecrecyTick}
    trail = ledger.trail(desk.at("clerk"), subject=f"edition:{edition.pk}", org_path=edition.org_path)
    signed = [event for event in trail if event.verb in {f"edition.{verb}" for verb, _ in WAY}]
    assert [event.facts["sha256"] for event in signed] == [newest.sha256] * 4


PEOPLE = (
    "clerk",
    "secrecy",
    "deputy",
    "head",
    "charlie",
    "charlie_head",
    "superior",
    "maker",
    "county_office",
    "member",
)
RIGHT = {
    ("draft", "submit"): "clerk", ("draft", "abandon"): "clerk",
    ("secrecy", "clear_secrecy"): "secrecy", ("secrecy", "return_secrecy"): "secrecy", ("secrecy", "recall"): "clerk",
    ("review", "pass_review"): "deputy", ("review", "return_review"): "deputy", ("review", "recall"): "clerk",
    ("approval", "approve"): "head", ("approval", "return_approval"): "head", ("approval", "recall"): "clerk",
    ("returned", "submit"): "clerk", ("returned", "abandon"): "clerk",
}  # fmt: skip


@covers("R48")
def test_every_state_verb_and_person_but_the_right_one_is_refused(desk):
    """All combinations, through the room and its tables, against the list of who does what."""
    edition = desk.written()
    desk.bring(edition)
    actors = {who: desk.at(who) for who in PEOPLE}
    allowed = set()
    for state, verb in product(("draft", "secrecy", "review", "approval", "returned", "approved"), queries.VERBS):
        for who, actor in actors.items():
            Edition.objects.filter(pk=edition.pk).update(state=state)
            before = Edition.objects.get(pk=edition.pk).version
            try:
                actions.act(
                    actor, edition_id=edition.pk, verb=verb, now=desk.now, today=desk.today, remark="理由",
                    ticks=NO_TICKS,
                )  # fmt: skip
            except Refused:
                assert Edition.objects.get(pk=edition.pk).version == before
            else:
                allowed.add((state, verb, who))
                Edition.objects.filter(pk=edition.pk).update(version=before)
                ReviewStep.objects.filter(edition=edition).order_by("-pk").first().delete()
    assert allowed == {(state, verb, who) for (state, verb), who in RIGHT.items()}


def test_who_wrote_any_revision_lets_nothing_pass(desk):
    edition = desk.written()
    for who, role in (("clerk", Role.SECRECY_REVIEWER), ("clerk", Role.DEPUTY), ("clerk", Role.HEAD)):
        orgs.give_grant(
            desk.world.clock, org_id=desk.world.village.pk, user_id=getattr(desk.world, who).pk, role=role,
            from_date=desk.today, now=desk.now,
        )  # fmt: skip
    for verb, reviewer in WAY:
        if verb != "submit":
            assert refusal(desk.act, edition, verb, "clerk").code == "own_draft"
        desk.act(edition, verb, reviewer)


def test_whoever_sent_it_is_an_author_too(desk):
    """A copy nobody wrote, sent by one who may also sign: somebody else must sign."""
    edition = desk.bring(desk.written())
    Edition.objects.filter(pk=edition.pk).update(state="published", open_key=None)
    second = disclosures.start_edition(
        desk.at("head"),
        disclosure_id=edition.disclosure_id,
        kind="change",
        change_note="改",
        change_ref=1,
        now=desk.now,
    )
    orgs.give_grant(
        desk.world.clock, org_id=desk.world.village.pk, user_id=desk.world.head.pk, role=Role.CLERK,
        from_date=desk.today, now=desk.now,
    )  # fmt: skip
    desk.act(second, "submit", "head")
    desk.act(second, "clear_secrecy", "secrecy")
    desk.act(second, "pass_review", "deputy")
    assert refusal(desk.act, second, "approve", "head").code == "own_draft"


def test_a_draft_with_stops_is_not_sent(desk):
    edition = desk.start()
    refused = refusal(desk.act, edition, "submit", "clerk")
    assert refused.code == "stops_left" and refused.facts["count"] == 3
    desk.save(edition)
    assert desk.act(edition, "submit", "clerk") == "secrecy"


def test_a_number_stops_until_a_second_person_decided(desk):
    edition = desk.written(content=f"<p>编号{made_id()}，共3件。</p>")
    assert refusal(desk.act, edition, "submit", "clerk").facts["count"] == 1
    facts = queries.facts(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert facts.stops == 1
    from_checks = disclosures_checks(desk, edition)
    disclosures.decide_check(
        desk.at("deputy"), edition_id=edition.pk, code=from_checks.code, finding=from_checks.digest,
        reason="是证书编号", now=desk.tick(),
    )  # fmt: skip
    assert desk.act(edition, "submit", "clerk") == "secrecy"


def disclosures_checks(desk, edition):
    (stop,) = reading.checks(desk.at("clerk"), edition_id=edition.pk, today=desk.today).stops
    return stop


@covers("R14")
def test_the_secrecy_review_decides_all_four_matters(desk):
    edition = desk.written()
    desk.act(edition, "submit", "clerk")
    refused = refusal(desk.act, edition, "clear_secrecy", "secrecy", ticks={SecrecyTick.STATE_SECRET: False})
    assert refused.code == "secrecy_undecided" and refused.facts["matters"] == "工作秘密、商业秘密、个人隐私"
    assert refusal(desk.act, edition, "clear_secrecy", "secrecy", ticks={}).code == "secrecy_undecided"
    assert refusal(desk.act, edition, "clear_secrecy", "secrecy", ticks=dict.fromkeys(SecrecyTick, "no")).code == (
        "secrecy_undecided"
    )
    ticked = NO_TICKS | {SecrecyTick.PERSONAL_PRIVACY: True}
    refused = refusal(desk.act, edition, "clear_secrecy", "secrecy", ticks=ticked)
    assert refused.code == "secrecy_ticked" and refused.facts["matters"] == "个人隐私"
    assert not ReviewStep.objects.filter(kind="secrecy").exists()
    desk.act(edition, "return_secrecy", "secrecy", ticks=ticked, remark="写了个人病情，请删去。")
    step = ReviewStep.objects.get(kind="secrecy")
    assert step.ticks["personal_privacy"] is True and step.remark == "写了个人病情，请删去。"


@pytest.mark.parametrize(("until", "verb", "who"), [
    ("submit", "return_secrecy", "secrecy"), ("clear_secrecy", "return_review", "deputy"),
    ("pass_review", "return_approval", "head"),
])  # fmt: skip
def test_returning_needs_words_and_starts_a_fresh_round(desk, until, verb, who):
    edition = desk.bring(desk.written(), until)
    assert refusal(desk.act, edition, verb, who).code == "remark_needed"
    assert desk.act(edition, verb, who, remark="住院缓交的，不写姓名。") == "returned"
    clerk = desk.at("clerk")
    (said,) = queries.remarks(clerk, edition_id=edition.pk)
    assert (said.text, said.revision, said.verb) == ("住院缓交的，不写姓名。", 2, verb)
    desk.save(edition, plain="改过的一句话。")
    desk.act(edition, "submit", "clerk", remark="已改。")
    facts = queries.facts(clerk, edition_id=edition.pk, today=desk.today)
    assert not facts.secrecy_cleared  # what was cleared was another text
    states = [view.state for view in queries.procedure(clerk, edition_id=edition.pk, today=desk.today)]
    assert states == [StepState.DONE, StepState.DONE, StepState.HERE, *[StepState.TODO] * 3]
    for step, reviewer in WAY[1:]:
        desk.act(edition, step, reviewer)
    edition.refresh_from_db()
    assert edition.approved_revision.number == 3


def test_the_author_recalls_and_the_round_begins_anew(desk):
    edition = desk.bring(desk.written(), "pass_review")
    orgs.give_grant(
        desk.world.clock, org_id=desk.world.village.pk, user_id=desk.world.member.pk, role=Role.CLERK,
        from_date=desk.today, now=desk.now,
    )  # fmt: skip
    assert refusal(desk.act, edition, "recall", "member").code == "not_author"
    assert desk.act(edition, "recall", "clerk") == "draft"
    desk.save(edition, plain="另一句话。")
    assert desk.act(edition, "submit", "clerk") == "secrecy"
    assert not queries.facts(desk.at("clerk"), edition_id=edition.pk, today=desk.today).secrecy_cleared


def test_one_signs_the_text_that_one_read(desk):
    """The reviewer read revision 2; meanwhile it was recalled, changed and sent again."""
    edition = desk.bring(desk.written(), "submit")
    desk.act(edition, "recall", "clerk")
    desk.save(edition, plain="另一句话。")
    desk.act(edition, "submit", "clerk")
    refused = refusal(desk.act, edition, "clear_secrecy", "secrecy", revision=2)
    assert refused.code == "changed_meanwhile" and refused.facts["number"] == 3
    assert desk.act(edition, "clear_secrecy", "secrecy", revision=3) == "review"


@covers("R137")
def test_the_head_of_the_day_of_signing_stays_on_record(desk):
    edition = desk.bring(desk.written(), "pass_review")
    orgs.appoint(
        desk.world.clock, org_id=desk.world.village.pk, duty="head", title="党支部书记（代理）",
        user_id=desk.world.member.pk, from_date=desk.today, acting=True, now=desk.now,
    )  # fmt: skip
    desk.act(edition, "approve", "member")
    edition.refresh_from_db()
    assert edition.head_name == "陈三（代理）"
    assert queries.steps(desk.at("clerk"), edition_id=edition.pk)[-1].decider_post == "党支部书记（代理）"


def test_buttons_are_those_of_the_actor_with_the_reason_why_not(desk):
    edition = desk.start()

    def offered(who):
        found = queries.offers(desk.at(who), edition_id=edition.pk, now=desk.now, today=desk.today)
        return {offer.verb: offer.why_not for offer in found}

    assert offered("clerk") == {"submit": "stops_left", "abandon": None}
    assert offered("head") == {}
    desk.save(edition)
    assert offered("clerk") == {"submit": None, "abandon": None}
    desk.act(edition, "submit", "clerk")
    assert offered("clerk") == {"recall": None}
    assert offered("secrecy") == {"clear_secrecy": None, "return_secrecy": None}
    assert refusal(offered, "charlie").code == "not_found"


def test_the_six_steps_name_people_and_days(desk):
    edition = desk.written()
    views = queries.procedure(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert [(v.label, v.who, v.state) for v in views] == [
        ("建立", "王五", "done"),
        ("起草", "王五", "here"),
        ("保密审查", "赵六", "todo"),
        ("分管审核", "李四", "todo"),
        ("书记签发", "张三", "todo"),
        ("党内公开", "会议、公开栏、局域网", "todo"),
    ]
    assert [v.due and v.due.isoformat() for v in views] == [
        None, "2026-09-30", None, None, "2026-10-08", "2026-10-08",
    ]  # fmt: skip
    assert [v.within for v in views] == [None, None, 1, 1, None, None]
    desk.bring(edition, "clear_secrecy")
    views = queries.procedure(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert [v.state for v in views] == ["done", "done", "done", "here", "todo", "todo"]
    assert views[1].when == views[2].when == desk.today and views[3].due.isoformat() == "2026-09-29"
    desk.act(edition, "pass_review", "deputy")
    desk.act(edition, "approve", "head")
    assert [v.state for v in queries.procedure(desk.at("clerk"), edition_id=edition.pk, today=desk.today)][-2:] == [
        "done",
        "here",
    ]
    assert refusal(queries.procedure, desk.at("charlie"), edition_id=edition.pk, today=desk.today).code == "not_found"


def test_a_vacant_post_and_an_abandoned_draft_are_shown_as_they_are(desk):
    edition = desk.written()
    post = next(p for p in _posts(desk) if p.duty == "secrecy")
    orgs.vacate(desk.world.clock, post_id=post.post_id, on=desk.today, now=desk.now)
    views = queries.procedure(desk.at("clerk"), edition_id=edition.pk, today=desk.today)
    assert views[2].who == ""
    desk.act(edition, "abandon", "clerk", remark="不办了")
    states = [v.state for v in queries.procedure(desk.at("clerk"), edition_id=edition.pk, today=desk.today)]
    assert StepState.HERE not in states


def _posts(desk):
    return people.posts(desk.world.clock, org_id=desk.world.village.pk, day=desk.today)


def test_queues_show_what_waits_for_whom(desk):
    edition = desk.written()

    def waiting(who):
        return [(row.edition_id, row.verb) for row in queries.queue(desk.at(who), today=desk.today)]

    for verb, who in WAY:
        if verb != "submit":
            assert waiting(who) == [(edition.pk, verb)]
            (elsewhere,) = queries.waiting_elsewhere(desk.at("clerk"), org_id=desk.world.village.pk, today=desk.today)
            assert elsewhere.who == desk.at(who).name and elsewhere.title == "9月党费收缴、管理和使用情况"
        desk.act(edition, verb, who)
    assert waiting("clerk") == waiting("head") == [(edition.pk, "release")]
    assert waiting("charlie") == waiting("member") == []
    assert queries.waiting_elsewhere(desk.at("clerk"), org_id=desk.world.village.pk, today=desk.today) == []
    assert refusal(
        queries.waiting_elsewhere, desk.at("charlie"), org_id=desk.world.village.pk, today=desk.today
    ).code == "not_found"  # fmt: skip


def test_the_number_of_queries_of_a_queue_does_not_grow(desk, django_assert_max_num_queries):
    for code in ("C14", "C15", "C17", "C21"):
        edition = desk.start(code=code)
        Edition.objects.filter(pk=edition.pk).update(state="review")
    with django_assert_max_num_queries(8):
        assert len(queries.queue(desk.at("deputy"), today=desk.today)) == 4


def test_a_returned_text_waits_for_its_author(desk):
    edition = desk.bring(desk.written(), "submit")
    desk.act(edition, "return_secrecy", "secrecy", remark="请改。")
    assert [row.verb for row in queries.queue(desk.at("clerk"), today=desk.today)] == ["submit"]
