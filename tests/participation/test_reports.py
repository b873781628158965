"""Briefings, reports upward, messages between levels, spokespersons (R62, R63, R66, R67)."""

from datetime import date, timedelta

import pytest

from gongkai.ledger.models import AuditEvent
from gongkai.participation import actions, queries
from gongkai.participation.models import Briefing, Message, SituationReport, Spoken
from tests.covers import covers
from tests.factories.drafts import made_id
from tests.participation.asking import refusal

BRIEFING = {
    "topic": "三季度党费和党建经费", "scope": "全体党员", "speaker": "张三", "place": "党员活动室", "content": "收支情况。",
    "due": 31, "attended": 28, "opinions": "希望下次早点通知",
}  # fmt: skip


def brief(desk, who="clerk", held_on=None, **more):
    return actions.record_briefing(
        desk.at(who), org_id=desk.world.village.pk, held_on=held_on or desk.today, now=desk.tick(), today=desk.today,
        **(BRIEFING | more),
    )  # fmt: skip


@covers("R62")
def test_a_briefing_is_recorded_read_by_members_and_made_up(desk):
    row = brief(desk)
    assert row.number == "Z01-C01-TB-2026-001"
    assert [one.pk for one in queries.briefings(desk.at("member"), org_id=row.org_id)] == [row.pk]
    for who in ("villager", "charlie"):
        assert refusal(queries.briefings, desk.at(who), org_id=row.org_id).hidden
        assert refusal(queries.briefing, desk.at(who), number=row.number).hidden
    row = actions.make_up(desk.at("clerk"), number=row.number, version=0, people=2, how="上门", now=desk.tick())
    assert queries.attendance(desk.at("member"), row=row).untold == 1
    again = {"number": row.number, "people": 3, "how": "上门", "now": desk.now}
    assert refusal(actions.make_up, desk.at("clerk"), version=0, **again).code == "changed_meanwhile"
    again["people"] = 4
    assert refusal(actions.make_up, desk.at("clerk"), version=1, **again).code == "make_up_wrong"


@pytest.mark.parametrize(("more", "code"), [({"held_on": date(2027, 1, 1)}, "briefing_future"), ({"speaker": " "}, "briefing_fields"), ({"attended": 32}, "attendance_wrong")])  # fmt: skip
def test_a_briefing_that_cannot_be_is_refused(desk, more, code):
    assert refusal(brief, desk, **more).code == code
    assert not Briefing.objects.exists()


@covers("R62")
def test_the_warning_is_derived_from_the_last_briefing(desk):
    ask = {"org_id": desk.world.village.pk, "today": desk.today}
    assert queries.next_briefing(desk.at("clerk"), **ask).last is None
    assert queries.next_briefing(desk.at("clerk"), **ask).late_days > 0
    brief(desk, held_on=date(2026, 6, 29))
    told = queries.next_briefing(desk.at("clerk"), **ask)
    assert (told.due_on, told.late_days, told.soon) == (date(2026, 9, 29), 0, True)
    brief(desk)
    assert queries.next_briefing(desk.at("clerk"), **ask).due_on == date(2026, 12, 28)
    assert queries.next_briefing(desk.at("clerk"), org_id=desk.world.county.pk, today=desk.today) is None


def send(desk, who="member", to="village", name_withheld=False):
    return actions.report_situation(
        desk.at(who), to_id=getattr(desk.world, to).pk, title="便道积水", text="三组便道下雨就积水。",
        name_withheld=name_withheld, now=desk.tick(), today=desk.today,
    )  # fmt: skip


def move(desk, row, verb, who, remark="", to=None):
    return actions.move_report(
        desk.at(who), number=row.number, verb=verb, now=desk.tick(), today=desk.today, remark=remark,
        to_id=to and getattr(desk.world, to).pk,
    )  # fmt: skip


@covers("R63", "R176")
def test_a_members_report_is_received_routed_answered_and_comes_back(desk):
    row = send(desk)
    assert (row.number, row.state) == ("Z01-C01-FY-2026-001", "sent")
    # three working days after Monday 28 September: October's holidays do not count
    assert row.ack_due == date(2026, 10, 8)
    assert [one.pk for one in queries.open_reports(desk.at("clerk"), paths=(row.org_path,))] == [row.pk]
    assert refusal(move, desk, row, "answer", "clerk", "好").code == "wrong_state"
    row = move(desk, row, "acknowledge", "clerk")
    assert refusal(move, desk, row, "route", "clerk", "请镇里办", to="other_village").code == "route_to"
    assert refusal(move, desk, row, "route", "clerk", to="town").code == "remark_needed"
    row = move(desk, row, "route", "clerk", "请镇里统一安排。", to="town")
    assert (row.org_path, row.state, row.acknowledged_at) == (desk.world.town.path, "sent", None)
    assert refusal(move, desk, row, "acknowledge", "clerk").code == "no_permission"
    move(desk, row, "acknowledge", "superior")
    move(desk, row, "answer", "superior", "11月列入计划。")
    assert not actions.read_answer(desk.at("clerk"), number=row.number, now=desk.tick())
    assert actions.read_answer(desk.at("member"), number=row.number, now=desk.tick())
    assert not actions.read_answer(desk.at("member"), number=row.number, now=desk.tick())
    row.refresh_from_db()
    assert (row.answer, row.answerer_name, row.read_at) == ("11月列入计划。", "周九", desk.now - timedelta(minutes=1))
    steps = queries.report_steps(desk.at("member"), number=row.number)
    assert [step.verb for step in steps] == ["send", "acknowledge", "route", "acknowledge", "answer"]


@covers("R63")
def test_a_report_to_the_town_is_not_known_in_the_village(desk):
    row = send(desk, to="town")
    for who in ("clerk", "head", "villager", "charlie"):
        assert refusal(queries.report, desk.at(who), number=row.number).hidden
    assert queries.report(desk.at("superior"), number=row.number) == row
    assert queries.reports_sent(desk.at("member")) == [row]
    assert queries.reports_sent(desk.at("villager")) == []


@covers("R63", "R147")
def test_a_withheld_name_is_known_only_where_the_report_was_sent(desk):
    row = send(desk, to="town", name_withheld=True)
    move(desk, row, "acknowledge", "superior")
    row = move(desk, row, "route", "superior", "请村里核实。", to="village")
    assert queries.sender_shown(desk.at("clerk"), row=row) == "姓名保密"
    assert queries.sender_shown(desk.at("superior"), row=row) == "陈三"
    assert queries.sender_shown(desk.at("member"), row=row) == "陈三"
    assert [step.doer_name for step in queries.report_steps(desk.at("clerk"), number=row.number)][0] == "姓名保密"
    assert AuditEvent.objects.get(verb="report.send").user_id is None


@pytest.mark.parametrize(("who", "to"), [("member", "other_village"), ("villager", "village"), ("charlie", "village")])
def test_one_reports_to_the_own_organization_or_above(desk, who, to):
    assert refusal(send, desk, who, to).code == "report_to"
    assert not SituationReport.objects.exists()


@covers("R63", "R67")
def test_an_organization_reports_to_its_superior(desk):
    fields = {"title": "请求支持", "text": "缺办公经费。", "now": desk.tick(), "today": desk.today}
    row = actions.report_for_organization(desk.at("clerk"), org_id=desk.world.village.pk, **fields)
    assert (row.org_path, row.sender_name, row.sender_path) == (desk.world.town.path, "上书村", desk.world.village.path)
    assert queries.reports_sent(desk.at("head"), path=desk.world.village.path) == [row]
    assert queries.reports_sent(desk.at("charlie"), path=desk.world.village.path) == []
    county = {"org_id": desk.world.county.pk, **fields}
    assert refusal(actions.report_for_organization, desk.at("county_office"), **county).code == "report_nowhere_up"
    empty = {"org_id": desk.world.village.pk, **fields, "text": " "}
    assert refusal(actions.report_for_organization, desk.at("clerk"), **empty).code == "report_text"


def write(desk, who, org, to, **more):
    fields = {"title": "报送三季度情况", "text": "10月10日前报镇党委。"} | more
    return actions.send_message(
        desk.at(who), org_id=getattr(desk.world, org).pk, to_ids=[getattr(desk.world, one).pk for one in to],
        now=desk.tick(), today=desk.today, **fields,
    )  # fmt: skip


@covers("R67")
def test_a_message_goes_down_and_each_signs_for_it(desk):
    row = write(desk, "superior", "town", ["village", "other_village"])
    paths = (desk.world.village.path,)
    assert len(queries.messages_received(desk.at("clerk"), paths=paths, unsigned=True)) == 1
    sign = {"number": row.number, "org_id": desk.world.village.pk, "now": desk.tick()}
    receipt = actions.sign_for(desk.at("clerk"), answer="按时报。", **sign)
    assert (receipt.receiver_name, receipt.answer) == ("王五", "按时报。")
    assert refusal(actions.sign_for, desk.at("clerk"), answer="", **sign).code == "message_received"
    assert refusal(actions.sign_for, desk.at("charlie"), answer="", **sign).hidden
    assert queries.messages_received(desk.at("clerk"), paths=paths, unsigned=True) == []
    sent = queries.messages(desk.at("superior"), org_id=desk.world.town.pk)
    assert [(one.signed, one.addressed) for one in sent] == [(1, 2)]
    assert len(queries.receipts(desk.at("superior"), number=row.number)) == 2
    assert [one.org_id for one in queries.receipts(desk.at("clerk"), number=row.number)] == [desk.world.village.pk]
    assert refusal(queries.message, desk.at("member"), number=row.number).hidden


@covers("R67")
def test_a_message_goes_up_to_the_superior_only(desk):
    row = write(desk, "clerk", "village", ["town"])
    assert queries.message(desk.at("superior"), number=row.number) == row
    for to in (["county"], ["other_village"], [], ["town", "other_village"]):
        assert refusal(write, desk, "clerk", "village", to).code == "message_to"
    assert refusal(write, desk, "clerk", "village", ["town"], text=" ").code == "message_text"
    assert Message.objects.count() == 1


def named(desk, who="county_office", **more):
    fields = {"name": "杨春燕", "title": "镇党委副书记", "phone": "", "from_date": date(2026, 1, 1), "to_date": None}
    return actions.name_spokesperson(desk.at(who), org_id=desk.world.town.pk, now=desk.tick(), **(fields | more))


def said(desk, row, who="superior", **more):
    fields = {
        "is_question": False,
        "title": "三季度党务公开情况",
        "text": "全镇按时公开。",
        "spoken_on": desk.today,
    } | more
    return actions.speak(desk.at(who), spokesperson_id=row.pk, now=desk.tick(), today=desk.today, **fields)


@covers("R66")
def test_spokespersons_are_public_for_their_term_and_what_they_said_stays(desk):
    row = named(desk)
    said(desk, row)
    said(desk, row, is_question=True, title="换届什么时候开始？", text="按县里安排，明年一季度。")
    visitor, path = desk.world.visitor, desk.world.county.path
    assert [(one.name, one.times) for one in queries.spokespersons(visitor, path=path, today=desk.today)] == [
        ("杨春燕", 2)
    ]
    assert [one.is_question for one in queries.spoken(visitor, path=path)] == [True, False]
    actions.end_term(desk.at("county_office"), spokesperson_id=row.pk, to_date=desk.today, now=desk.tick())
    later = desk.today + timedelta(days=1)
    assert queries.spokespersons(visitor, path=path, today=later) == []
    assert [one.name for one in queries.former_spokespersons(visitor, path=path, today=later)] == ["杨春燕"]
    assert len(queries.spoken(visitor, path=path)) == 2


@covers("R66")
def test_nobody_speaks_outside_the_term_or_without_the_office(desk):
    row = named(desk, from_date=desk.today)
    assert refusal(said, desk, row, spoken_on=desk.today - timedelta(days=1)).code == "not_in_office"
    assert refusal(said, desk, row, spoken_on=desk.today + timedelta(days=1)).code == "not_in_office"
    assert refusal(said, desk, row, who="charlie").code == "no_permission"
    assert refusal(said, desk, row, text=" ").code == "spoken_fields"
    assert refusal(said, desk, row, text=f"证号{made_id()}").code == "personal_in_words"
    assert refusal(named, desk, who="superior").code == "no_permission"
    assert refusal(named, desk, name=" ").code == "spokesperson_fields"
    assert refusal(named, desk, to_date=date(2025, 1, 1)).code == "term_order"
    end = {"spokesperson_id": row.pk, "to_date": date(2025, 1, 1), "now": desk.now}
    assert refusal(actions.end_term, desk.at("county_office"), **end).code == "term_order"
    assert not Spoken.objects.exists()
