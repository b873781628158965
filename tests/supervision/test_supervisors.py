"""Supervisors: appointed from the roll, marks answered in their time, never named to those spoken of, meetings (R106–R110)."""

from datetime import timedelta

import pytest
from PIL import Image

from gongkai.assessment.queries.oversight import supervisors_by_organization
from gongkai.interfaces.ui.clocks import all_deadlines
from gongkai.ledger.models import AuditEvent
from gongkai.orgs import actions as organizing
from gongkai.orgs.scopes import within
from gongkai.rules.notices import Asked
from gongkai.rules.permissions import Permission, Role, may
from gongkai.supervision import actions, queries
from gongkai.supervision.models import SupervisionMark
from tests.covers import covers
from tests.supervision.inspecting import refusal


@covers("R106", "R107")
def test_a_member_is_appointed_for_two_years_and_everybody_may_know(watch):
    row = watch.appointed(phone="000-0000202")
    assert (row.number, row.term) == ("Z01-C01-JD-2026-001", 1)
    assert (row.from_date, row.to_date) == (watch.desk.today, watch.desk.today.replace(year=2028) - timedelta(days=1))
    (public,) = queries.supervisor_names(watch.world.visitor, path=watch.world.village.path, day=watch.desk.today)
    assert (public.name, public.post, public.appointed_by) == ("陈三", "退休教师", "上书村党支部")
    assert "000-0000202" not in str(public)
    member = watch.at("member")
    assert may(member, Permission.SUPERVISE, watch.world.village.path)
    assert not may(member, Permission.SUPERVISE, watch.world.town.path)
    watch.later(800)
    assert not may(watch.at("member"), Permission.SUPERVISE, watch.world.village.path)


@covers("R106")
def test_a_supervisor_of_the_town_reaches_the_villages(watch):
    watch.appointed("town", "superior")
    for org in ("town", "village", "other_village"):
        assert may(watch.at("member"), Permission.SUPERVISE, getattr(watch.world, org).path)
    names = queries.supervisor_names(watch.world.visitor, path=watch.world.village.path, day=watch.desk.today)
    assert [one.appointed_by for one in names] == ["东溪镇党委"]


@covers("R107")
def test_who_cannot_be_appointed(watch):
    watch.enrolled("王五", "002", watch.world.clerk)
    watch.enrolled("同名", "003"), watch.enrolled("同名", "004")
    assert refusal(watch.appointed, name="无人").code == "supervisor_unknown"
    assert refusal(watch.appointed, name="王五").code == "supervisor_involved"
    assert refusal(watch.appointed, name="同名").code == "supervisor_namesakes"
    assert refusal(watch.appointed, basis=" ").code == "supervisor_basis"
    assert refusal(watch.appointed, who="charlie").hidden
    assert refusal(watch.appointed, who="deputy").code == "no_permission"
    assert watch.appointed(name="同名", roll_number="004").user_id is None
    watch.appointed()
    assert refusal(watch.appointed).code == "supervisor_serving"
    watch.later(740)
    assert watch.appointed().term == 2
    watch.later(740)
    assert refusal(watch.appointed).code == "supervisor_terms"


@covers("R107")
def test_who_is_removed_supervises_no_more_and_the_reason_stays(watch):
    row = watch.appointed()
    watch.later(30)

    def end(who, remark):
        return actions.discharge_supervisor(
            watch.at(who), number=row.number, verb="remove", remark=remark, **watch.when
        )

    assert refusal(end, "head", " ").code == "remark_needed"
    assert refusal(end, "deputy", "…").code == "no_permission"
    done = end("head", "半年没有参加会议")
    assert (done.state, done.to_date, done.remark) == ("removed", watch.desk.today, "半年没有参加会议")
    assert not may(watch.at("member"), Permission.SUPERVISE, watch.world.village.path)
    assert queries.own_terms(watch.at("member"), day=watch.desk.today) == []


@covers("R108")
def test_a_mark_goes_through_reply_verdict_and_the_superior(watch):
    watch.appointed()
    item = watch.item()
    row = watch.marked(item)
    assert (row.number, row.state) == ("Z01-C01-JY-2026-001", "raised")
    assert row.due_on == watch.desk.today + timedelta(days=18)  # ten working days over the October holidays
    assert refusal(watch.marked, item).code == "mark_twice"
    assert refusal(watch.marked, item, kind="late", text=" ").code == "mark_text_missing"
    assert refusal(watch.move, row, "reply", "clerk", reply=" ").code == "mark_reply_missing"
    assert refusal(watch.move, row, "reply", "deputy", reply="…").code == "no_permission"
    row = watch.move(row, "reply", "clerk", reply="结余在第二段。")
    assert (row.state, row.replier_name) == ("replied", "王五")
    assert refusal(watch.move, row, "unsatisfied", "member").code == "remark_needed"
    row = watch.move(row, "unsatisfied", "member", remark="第二段没有。")
    assert (row.state, row.satisfied) == ("contested", False)
    row = watch.move(row, "rule", "superior", remark="请补上结余，再次公开。")
    assert (row.state, row.ruler_name) == ("ruled", "周九")


@covers("R108")
def test_the_superior_finds_true_what_a_supervisor_said(watch):
    watch.appointed()
    row = watch.marked(kind="untrue", text="表上的数和收据对不上。")
    assert (
        refusal(watch.move, row, "uphold", "superior", remark="…").code == "mark_in_time"
    )  # first the organization answers
    row = watch.move(row, "reply", "clerk", reply="已经改了。")
    assert refusal(watch.move, row, "uphold", "superior").code == "remark_needed"
    for who in ("clerk", "head", "member"):
        assert refusal(watch.move, row, "uphold", who, remark="属实").code in ("no_permission", "wrong_place")
    row = watch.move(row, "uphold", "superior", remark="查了收据，属实。")
    assert (row.state, row.ruling, row.ruler_name) == ("upheld", "查了收据，属实。", "周九")
    assert not row.waiting and row.closed_at is not None


@covers("R108")
def test_what_is_not_answered_in_time_waits_for_the_superior(watch):
    watch.appointed()
    row = watch.marked()
    refused = refusal(watch.move, row, "rule", "superior", remark="…")
    assert refused.code == "mark_in_time"
    paths = {"working": (), "inspecting": (watch.world.town.path,)}
    assert queries.marks_waiting(watch.at("superior"), **paths, today=watch.desk.today) == []
    watch.later(19)
    assert [one.pk for one in queries.marks_waiting(watch.at("superior"), **paths, today=watch.desk.today)] == [row.pk]
    asked = Asked(watch.desk.today)
    rings = {(one.kind, one.org_path) for one in all_deadlines(asked) if one.ref == f"mark:{row.pk}"}
    assert rings == {("mark", watch.world.village.path), ("mark_above", watch.world.town.path)}
    row = watch.move(row, "reply", "head", reply="补上了。")
    assert row.first_replied_on > row.first_due_on
    row = watch.move(row, "satisfied", "member")
    assert (row.state, row.satisfied) == ("settled", True)
    assert not [one for one in all_deadlines(asked) if one.ref == f"mark:{row.pk}"]


@covers("R108")
def test_who_spoke_is_told_to_nobody_below_the_superior(watch):
    watch.appointed()
    row = watch.marked()
    today = watch.desk.today
    for who in ("head", "clerk", "deputy", "secrecy"):
        assert queries.mark_view(watch.at(who), number=row.number, today=today).author == ""
    for who in ("superior", "county_office", "member"):
        assert queries.mark_view(watch.at(who), number=row.number, today=today).author == "陈三"
    for who in ("charlie", "villager"):
        assert refusal(queries.mark, watch.at(who), number=row.number).hidden
    assert refusal(queries.mark, watch.world.visitor, number=row.number).hidden
    watch.move(row, "withdraw", "member")
    trail = AuditEvent.objects.filter(subject=f"mark:{row.pk}")
    assert {(one.actor_name, one.user_id) for one in trail} == {("监督员", None)}


@covers("R108")
def test_a_mark_of_the_town_itself_does_not_name_anybody_to_the_town(watch):
    watch.appointed("town", "superior")
    row = watch.marked()
    SupervisionMark.objects.filter(pk=row.pk).update(
        org=watch.world.town, org_path=watch.world.town.path, superior_path=watch.world.county.path
    )
    today = watch.desk.today
    assert queries.mark_view(watch.at("superior"), number=row.number, today=today).author == ""
    assert queries.mark_view(watch.at("county_office"), number=row.number, today=today).author == "陈三"


@covers("R108")
def test_only_supervisors_mark_and_only_in_their_scope(watch):
    item = watch.item()
    for who in ("member", "clerk", "superior", "charlie"):
        assert refusal(watch.marked, item, who=who).hidden
    watch.enrolled("路人", "009", watch.world.villager, "other_village")
    watch.appointed("other_village", "charlie_head", name="路人")
    assert refusal(watch.marked, item, who="villager").hidden


@covers("R105", "R108")
@pytest.mark.parametrize("who", ["member", "head", "superior", "county_office", "villager"])
def test_the_permission_and_its_twin_agree(watch, who):
    watch.appointed("town", "superior")
    row = watch.marked()
    actor = watch.at(who)
    found = SupervisionMark.objects.filter(within(actor, Permission.SUPERVISE), pk=row.pk).exists()
    assert found is may(actor, Permission.SUPERVISE, row.org_path) is (who == "member")


@covers("R108")
def test_a_photo_comes_with_the_mark(watch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    watch.appointed()
    picture = tmp_path / "board.jpg"
    Image.new("RGB", (64, 48), "#dcd7cf").save(picture)
    row = watch.marked(photo=picture, photo_name="board.jpg")
    path, file = queries.mark_photo(watch.at("clerk"), number=row.number)
    assert path.exists()
    assert file.media_type == "image/jpeg"
    assert row.photo.stored_by is None
    assert refusal(queries.mark_photo, watch.at("charlie"), number=row.number).hidden


@covers("R109")
def test_meetings_are_called_minuted_and_their_opinions_answered(watch):
    assert refusal(watch.called).code == "supervisors_none"
    watch.appointed()
    assert refusal(watch.called, days=-1).code == "supervisors_meeting_past"
    assert refusal(watch.called, place=" ").code == "supervisors_meeting_fields"
    row = watch.called(days=2)
    assert [one.pk for one in queries.meetings_called(watch.at("member"), paths=(row.org_path,))] == [row.pk]
    assert refusal(watch.held, row).code == "supervisors_meeting_early"
    watch.later(2)
    assert refusal(watch.held, row, came=[]).code == "supervisors_meeting_empty"
    assert refusal(watch.held, row, minutes=" ").code == "supervisors_minutes_missing"
    row = watch.held(row)
    said = {"number": row.number, "text": "公开栏太高，老人看不到。"}
    one = actions.add_meeting_opinion(watch.at("clerk"), **said, **watch.when)
    assert refusal(actions.add_meeting_opinion, watch.at("member"), **said, **watch.when).code == "no_permission"
    answer = {"number": row.number, "opinion_id": one.pk}
    assert refusal(actions.reply_meeting_opinion, watch.at("head"), **answer, reply=" ", **watch.when).code == (
        "supervisors_opinion_missing"
    )
    one = actions.reply_meeting_opinion(watch.at("head"), **answer, reply="下周降低。", **watch.when)
    assert (one.replied_on, one.replier_name) == (watch.desk.today, "张三")
    assert refusal(queries.supervisors_meeting, watch.at("charlie"), number=row.number).hidden


@covers("R109")
def test_too_long_without_a_meeting_is_said(watch):
    path, asked = watch.world.village.path, {"path": watch.world.village.path}
    assert queries.next_meeting_due(watch.at("head"), **asked, today=watch.desk.today) is None
    watch.appointed()
    began = watch.desk.today
    due = queries.next_meeting_due(watch.at("head"), **asked, today=began)
    assert (due.year, due.month, due.day) == (2027, 3, 28)
    watch.later(200)
    late = [one for one in all_deadlines(Asked(watch.desk.today)) if one.kind == "supervisors_meeting"]
    assert [(one.org_path, one.due_on, Role.HEAD in one.roles) for one in late] == [(path, due, True)]
    watch.held(watch.called())
    after = queries.next_meeting_due(watch.at("head"), **asked, today=watch.desk.today)
    assert after.month == watch.desk.today.month - 6 or after > watch.desk.today


@covers("R105", "R108", "R109")
def test_the_year_and_the_inspection_count_what_supervisors_saw(watch):
    village, clock = watch.world.village, watch.world.clock
    asked = {"path": watch.world.town.path, "year": 2026}
    assert queries.supervision_by_organization(clock, **asked, today=watch.desk.today) == {}
    watch.appointed()
    row = watch.marked()
    watch.held(watch.called())
    watch.later(19)
    found = queries.supervision_by_organization(clock, **asked, today=watch.desk.today)
    assert list(found) == [village.pk]
    year = found[village.pk]
    assert (year.supervised, year.meetings_owed, year.meetings_held) == (True, 0, 1)
    assert [(one.due_on, one.replied_on, one.satisfied) for one in year.marks] == [(row.due_on, None, None)]
    seen = queries.watched(watch.at("superior"), org_id=village.pk, path=village.path, today=watch.desk.today)
    assert (seen.supervisors, seen.meetings, seen.meetings_owed, seen.marks, seen.marks_overdue) == (1, 1, 0, 1, 1)
    scores = supervisors_by_organization(clock, **asked, today=watch.desk.today)
    assert scores == {village.pk: 60_00}  # the one mark is late, nothing was judged, no meeting was owed yet
    assert refusal(
        queries.watched, watch.at("head"), org_id=village.pk, path=village.path, today=watch.desk.today
    ).hidden


@covers("R110")
def test_what_is_done_for_their_work_is_kept(watch):
    org, today = watch.world.village.pk, watch.desk.today
    fields = {"org_id": org, "kind": "budget", "day": today, "what": "交通补助", "people": 2}
    assert refusal(actions.record_support, watch.at("clerk"), **fields, **watch.when).code == "support_fields"
    ahead = fields | {"kind": "training", "day": today + timedelta(days=1)}
    assert refusal(actions.record_support, watch.at("clerk"), **ahead, **watch.when).code == "support_future"
    actions.record_support(watch.at("clerk"), **fields, cents=12_050, **watch.when)
    assert refusal(actions.record_support, watch.at("charlie"), **fields, **watch.when).hidden
    (row,) = queries.supports(watch.at("head"), path=watch.world.village.path)
    assert (row.cents, row.people, row.writer_name) == (12_050, 2, "王五")


def test_the_role_of_a_supervisor_is_given_by_those_who_keep_the_register_only(watch):
    today = watch.desk.today
    asked = {"org_id": watch.world.village.pk, "from_date": today, "to_date": today, "basis": "…", "now": watch.tick()}
    refused = refusal(organizing.give_supervision, watch.at("deputy"), user_id=watch.world.member.pk, **asked)
    assert refused.code == "no_permission"
    own = refusal(organizing.give_supervision, watch.at("head"), user_id=watch.world.head.pk, **asked)
    assert own.code == "own_grant"
