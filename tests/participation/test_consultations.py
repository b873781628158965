"""A major decision is asked about before it is made: in time, in numbers, and with an answer to every opinion (R64)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.ledger.models import AuditEvent
from gongkai.participation import actions, queries
from gongkai.participation.models import AdoptionPoint, Consultation, ConsultationReply, SaidWords
from tests.covers import covers
from tests.factories.drafts import made_id
from tests.participation.asking import Asking, refusal


@pytest.fixture
def asking(desk):
    return Asking(desk)


def view(asking, row, who):
    return queries.consultation_view(asking.at(who), number=row.number, today=asking.desk.today)


@covers("R64", "R173")
def test_a_consultation_goes_from_the_draft_to_the_published_adoption_table(asking):
    row = asking.draft()
    assert row.number == "Z01-C01-ZQ-2026-001"
    assert asking.move(row, "submit", "clerk").state == "waiting"
    row = asking.move(row, "open", "head")
    assert (row.state, row.opener_name) == ("open", "张三")
    asking.answer(row, "member", {0: "不同意", 1: "请老党员监督"}, "先修三组的桥")
    asking.typed(row, people=12)
    asking.later(11)
    words = view(asking, row, "clerk").unsorted
    assert [one.text for one in words] == ["先修三组的桥", "请老党员监督"]
    assert refusal(asking.move, row, "publish", "head").code == "words_unsorted"
    bridge = asking.sort(row, words[:1], opinion="先修桥，后修路")
    watch = asking.sort(row, words[1:], opinion="请党员监督质量")
    assert refusal(asking.move, row, "publish", "head").code == "points_unanswered"
    asking.judge(row, bridge, "rejected", "桥由县里另行立项，明年修。")
    asking.judge(row, watch)
    assert refusal(asking.move, row, "publish", "head").code == "consultation_result_missing"
    asking.result(row)
    asking.move(row, "publish", "head")
    seen = view(asking, row, "member")
    assert seen.counts[0].numbers == (("同意", 12), ("不同意", 1), ("说不清", 0))
    assert (seen.people, seen.counts[1].answered) == (13, 1)
    assert [(one.opinion, one.verdict, one.said) for one in seen.points] == [
        ("先修桥，后修路", "rejected", 1), ("请党员监督质量", "adopted", 1),
    ]  # fmt: skip


@covers("R64")
@pytest.mark.parametrize(("audience", "days", "ok"), [("party", 6, False), ("party", 7, True), ("unit", 14, False), ("unit", 15, True), ("public", 14, False), ("public", 15, True)])  # fmt: skip
def test_members_are_asked_for_a_week_and_others_for_half_a_month(asking, audience, days, ok):
    if ok:
        assert asking.draft(audience=audience, days=days).state == "draft"
    else:
        refused = refusal(asking.draft, audience=audience, days=days)
        assert (refused.code, refused.facts["least"]) == ("consultation_short", 7 if audience == "party" else 15)
        assert not Consultation.objects.exists()


def test_a_draft_that_lay_too_long_is_not_sent_nor_signed(asking):
    row = asking.draft(days=8)
    asking.later(2)
    assert refusal(asking.move, row, "submit", "clerk").code == "period_too_short"
    row = asking.draft(days=8)
    asking.move(row, "submit", "clerk")
    asking.later(2)
    assert refusal(asking.move, row, "open", "head").code == "period_too_short"


@covers("R13", "R158")
@pytest.mark.parametrize(("audience", "seers", "blind"), [("party", ("member", "head", "county_office"), ("villager", "charlie")), ("unit", ("member", "villager"), ("charlie",)), ("public", ("member", "villager", "charlie"), ())])  # fmt: skip
def test_who_is_not_in_the_circle_does_not_learn_that_it_exists(asking, audience, seers, blind):
    row = asking.opened(audience=audience, days=20)
    for who in seers:
        assert queries.consultation(asking.at(who), number=row.number).pk == row.pk
        assert queries.open_consultations(asking.at(who), today=asking.today) == [row]
    for who in blind:
        refused = refusal(queries.consultation, asking.at(who), number=row.number)
        assert (refused.code, refused.hidden) == ("not_found", True)
        assert refusal(asking.answer, row, who).hidden
        assert queries.open_consultations(asking.at(who), today=asking.today) == []
        assert queries.consultations(asking.at(who)) == []
    expected = [row] if audience == "public" else []
    assert queries.open_consultations(asking.world.visitor, today=asking.today) == expected


def test_a_draft_is_seen_by_its_makers_only(asking):
    row = asking.draft(audience="public", days=20)
    assert refusal(queries.consultation, asking.at("member"), number=row.number).hidden
    assert queries.consultation(asking.at("head"), number=row.number) == row


@covers("R64")
def test_each_answers_once_and_may_change_it_until_the_end(asking):
    row = asking.opened()
    asking.answer(row, "member", {0: "同意"}, "早点开工")
    asking.answer(row, "member", {0: "不同意"})
    assert [one.said for one in ConsultationReply.objects.all()] == [{"0": "不同意"}]
    assert not SaidWords.objects.exists()
    mine = view(asking, row, "member")
    assert (mine.mine.said, mine.asked, mine.counts) == ({"0": "不同意"}, True, None)
    asking.later(10)
    asking.answer(row, "member", {0: "同意"})
    asking.later(1)
    assert refusal(asking.answer, row, "member").code == "consultation_late"
    assert not view(asking, row, "member").asked


@covers("R64")
def test_nobody_learns_who_said_what(asking):
    row = asking.opened()
    asking.answer(row, "member", {0: "不同意"}, "先修桥")
    kept = ConsultationReply.objects.values().get()
    assert str(asking.world.member.pk) not in {str(value) for name, value in kept.items() if name != "people"}
    assert kept["voter"] and "陈三" not in str(kept)
    event = AuditEvent.objects.get(verb="consultation.reply")
    assert (event.user_id, event.actor_name, event.facts) == (None, "访客", {})
    for who in ("clerk", "head", "superior", "county_office"):
        seen = view(asking, row, who)
        assert seen.mine is None and seen.unsorted == [] and seen.counts is None


def test_a_role_alone_does_not_make_one_a_member(asking):
    row = asking.opened()
    assert refusal(asking.answer, row, "head").code == "not_asked"
    assert not view(asking, row, "head").asked


@pytest.mark.parametrize(("said", "words", "code"), [({}, " ", "reply_empty"), ({0: "随便"}, "", "reply_unknown"), ({1: "字" * 1001}, "", "text_too_long"), ({}, "字" * 1001, "text_too_long"), ({7: "同意"}, "", "reply_empty")])  # fmt: skip
def test_a_reply_that_says_nothing_or_nonsense_is_refused(asking, said, words, code):
    row = asking.opened()
    assert refusal(asking.answer, row, "member", said, words).code == code
    assert not ConsultationReply.objects.exists()


@covers("R64")
@pytest.mark.parametrize(("more", "code"), [({"way": "online"}, "paper_way"), ({"people": 0}, "people_wrong"), ({"people": 100_001}, "people_wrong"), ({"source": " "}, "source_missing")])  # fmt: skip
def test_typed_in_replies_say_where_they_come_from(asking, more, code):
    row = asking.opened()
    assert refusal(asking.typed, row, **more).code == code
    assert refusal(asking.typed, row, who="head").code == "no_permission"
    given = asking.typed(row, way="paper", people=3, words="要有监督")
    assert (given.people, given.voter, given.typed_by) == (3, None, asking.world.clerk.pk)


def test_replies_may_be_typed_in_after_the_end_but_not_after_the_result(asking):
    row = asking.opened()
    asking.later(11)
    asking.typed(row)
    asking.result(row)
    row = asking.move(row, "publish", "head")
    assert refusal(asking.typed, row).code == "consultation_closed"
    assert refusal(asking.sort, row, [], opinion="晚到的").code == "consultation_closed"


@covers("R64")
def test_nothing_is_sorted_before_the_end(asking):
    row = asking.opened()
    asking.answer(row, "member", {1: "请老党员监督"})
    words = list(SaidWords.objects.all())
    assert refusal(asking.sort, row, words, opinion="监督").code == "consultation_not_over"
    assert refusal(asking.move, row, "publish", "head").code == "consultation_running"
    assert refusal(asking.result, row).code == "consultation_not_over"


def ended_with_words(asking):
    row = asking.opened()
    asking.answer(row, "member", {1: "请老党员监督"}, "先修桥")
    asking.later(11)
    return row, view(asking, row, "clerk").unsorted


def test_words_go_under_a_point_that_stands_and_come_back_when_it_is_dropped(asking):
    row, words = ended_with_words(asking)
    point = asking.sort(row, words[:1], opinion="质量和次序")
    asking.sort(row, words[1:], point_id=point.pk)
    assert view(asking, row, "clerk").unsorted == []
    actions.drop_point(
        asking.at("clerk"), number=row.number, point_id=point.pk, now=asking.tick(), today=asking.desk.today
    )
    assert len(view(asking, row, "clerk").unsorted) == 2 and not AdoptionPoint.objects.exists()


@pytest.mark.parametrize("ids", [["keine"], ["00000000-0000-0000-0000-000000000000"]])
def test_words_that_are_not_here_are_refused_in_words(asking, ids):
    row, _ = ended_with_words(asking)
    refused = refusal(
        actions.sort_words, asking.at("clerk"), number=row.number, word_ids=ids, opinion="监督", now=asking.tick(),
        today=asking.desk.today,
    )  # fmt: skip
    assert refused.code == "words_unknown" and not AdoptionPoint.objects.exists()


@covers("R64", "R147")
@pytest.mark.parametrize("place", ["opinion", "reason", "result"])
def test_what_is_published_names_nobody(asking, place):
    row, words = ended_with_words(asking)
    number = f"他的身份证{made_id()}"
    if place == "opinion":
        assert refusal(asking.sort, row, words, opinion=number).code == "personal_in_words"
    elif place == "reason":
        point = asking.sort(row, words, opinion="监督")
        assert refusal(asking.judge, row, point, reason=number).code == "personal_in_words"
    else:
        assert refusal(asking.result, row, number).code == "personal_in_words"


@pytest.mark.parametrize(("verdict", "reason"), [("", "写了"), ("maybe", "写了"), ("adopted", "  ")])
def test_a_verdict_has_its_reason(asking, verdict, reason):
    row, words = ended_with_words(asking)
    point = asking.sort(row, words, opinion="监督")
    assert refusal(asking.judge, row, point, verdict, reason).code == "point_verdict"


def test_who_wrote_it_does_not_sign_it(asking):
    row = asking.draft()
    asking.move(row, "submit", "clerk")
    Consultation.objects.filter(pk=row.pk).update(created_by=asking.world.head.pk)
    assert refusal(asking.move, row, "open", "head").code == "own_consultation"
    assert refusal(asking.move, row, "return", "head").code == "remark_needed"
    assert asking.move(row, "return", "head", "期限再长些").remark == "期限再长些"


def test_only_a_draft_is_changed_and_only_on_what_was_read(asking):
    row = asking.draft()
    fields = {
        "title": "改了",
        "text": "改了",
        "questions": "行不行？|行|不行",
        "audience": "party",
        "closes_on": row.closes_on,
    }
    save = {"number": row.number, "now": asking.now, "today": asking.today, **fields}
    changed = actions.save_consultation(asking.at("clerk"), version=0, **save)
    assert (changed.title, changed.version) == ("改了", 1)
    assert refusal(actions.save_consultation, asking.at("clerk"), version=0, **save).code == "changed_meanwhile"
    asking.move(row, "submit", "clerk")
    assert refusal(actions.save_consultation, asking.at("clerk"), version=2, **save).code == "consultation_closed"


def test_files_have_the_circle_of_the_consultation(asking, tmp_path):
    row = asking.draft()
    source = tmp_path / "plan.txt"
    source.write_text("方案全文", encoding="utf-8")
    hung = actions.attach_file(
        asking.at("clerk"), number=row.number, path=source, name="方案.txt", caption="方案", now=asking.tick()
    )
    asking.move(row, "submit", "clerk")
    asking.move(row, "open", "head")
    token = hung.file.token
    assert queries.consultation_file(asking.at("member"), number=row.number, token=token)[1].name == "方案.txt"
    assert refusal(queries.consultation_file, asking.at("villager"), number=row.number, token=token).hidden
    assert refusal(queries.consultation_file, asking.at("member"), number=row.number, token="0" * 32).hidden
    assert refusal(
        actions.attach_file, asking.at("clerk"), number=row.number, path=source, name="方案.txt", caption="",
        now=asking.now,
    ).code == "consultation_closed"  # fmt: skip


def test_a_stopped_consultation_says_why_at_its_address(asking):
    row = asking.opened()
    row = asking.move(row, "withdraw", "head", "县里另有安排。")
    assert queries.consultation(asking.at("member"), number=row.number).remark == "县里另有安排。"
    assert refusal(asking.answer, row, "member").code == "consultation_late"


def test_a_page_asks_the_same_number_of_questions_whatever_the_replies(asking):
    row = asking.opened()
    counted = []
    for _ in range(2):
        for _ in range(6):
            asking.typed(row, words="早点开工")
        with CaptureQueriesContext(connection) as seen:
            view(asking, row, "clerk")
        counted.append(len(seen))
    assert counted[0] == counted[1]
    for _ in range(3):
        asking.opened()
    clerk = asking.at("clerk")
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.consultations(clerk)) == 4
    assert len(seen) == 1


def test_what_waits_for_whom(asking):
    village = (asking.world.village.path,)

    def waits(who, **where):
        where = {"signing": (), "working": ()} | where
        found = queries.consultations_waiting(asking.at(who), today=asking.desk.today, **where)
        return {one.pk for one in found}

    waiting = asking.draft()
    asking.move(waiting, "submit", "clerk")
    running = asking.opened()
    asking.answer(running, "member", words="先修桥")
    assert (waits("head", signing=village), waits("clerk", working=village)) == ({waiting.pk}, set())
    asking.later(11)
    assert (waits("head", signing=village), waits("clerk", working=village)) == ({waiting.pk}, {running.pk})
    point = asking.sort(running, view(asking, running, "clerk").unsorted, opinion="先修桥")
    asking.judge(running, point)
    assert waits("clerk", working=village) == {running.pk}
    asking.result(running)
    assert (waits("head", signing=village), waits("clerk", working=village)) == ({waiting.pk, running.pk}, set())
    assert waits("villager", signing=village, working=village) == set()


@covers("R64")
@pytest.mark.parametrize(("typed", "told"), [(3, False), (4, True)])
def test_few_replies_are_not_told_by_option_because_they_would_show_who_said_what(asking, typed, told):
    row = asking.opened()
    asking.answer(row, "member", {0: "不同意"})
    asking.typed(row, people=typed)
    asking.later(11)
    seen = view(asking, row, "clerk")
    assert (seen.people, bool(seen.counts), seen.smallest) == (typed + 1, told, 5)
