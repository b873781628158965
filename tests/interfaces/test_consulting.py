"""Asking, hearing, briefing and reporting through the pages: who gets what, nothing typed is lost, nothing is a 500."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.orgs import actions as organizing
from gongkai.participation import actions, queries
from gongkai.participation.models import (
    Consultation,
    SaidWords,
)
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.world import moment_of
from tests.interfaces.access.columns import WHO
from tests.interfaces.leaving import SCRIPT, downloaded, page_like

QUESTIONS = "同意吗？|同意|不同意\n还有什么建议？"


@pytest.fixture
def world(db):
    today = timezone.localdate()
    return bound_county(moment_of(today), today).world


@pytest.fixture
def go(world):
    """`go(name)`: a client logged in as somebody of the world; "visitor" is nobody."""
    made = {}

    def client(who):
        if who not in made:
            made[who] = Client()
            if who != "visitor":
                made[who].force_login(getattr(world, who))
        return made[who]

    return client


def day(world, days):
    return world.today + timedelta(days=days)


def asked(world, audience="party", title="便道硬化方案", opened=True):
    when = {"now": world.now, "today": world.today}
    row = actions.draft_consultation(
        world.actor(world.clerk), org_id=world.village.pk, title=title, text="先修三组。", questions=QUESTIONS,
        audience=audience, closes_on=day(world, 20), **when,
    )  # fmt: skip
    for who, verb in ((world.clerk, "submit"), (world.head, "open"))[: 2 if opened else 0]:
        row = actions.move_consultation(world.actor(who), number=row.number, verb=verb, **when)
    return row


def over(row):
    Consultation.objects.filter(pk=row.pk).update(closes_on=timezone.localdate() - timedelta(days=1))


def codes(go, address):
    return tuple(go(who).get(address).status_code for who in WHO)


@covers("R13", "R64", "R158")
@pytest.mark.parametrize(("audience", "expected"), [
    ("party", (404, 200, 404, 200, 200, 200, 404, 200)), ("unit", (404, 200, 200, 200, 200, 200, 404, 200)),
    ("public", (200,) * 8),
])  # fmt: skip
def test_who_reads_a_consultation(world, go, audience, expected):
    row = asked(world, audience)
    address = f"/consultation/{row.number}/"
    assert codes(go, address) == expected
    for who, code in zip(WHO, expected, strict=True):
        for list_page in ("/consulting/", f"/org/{world.village.code}/"):
            assert (row.title in go(who).get(list_page).content.decode()) == (code == 200)
    desk = f"/desk/consultation/{row.number}/"
    assert [go(who).get(desk).status_code for who in ("clerk", "head", "superior", "county_office")] == [200] * 4
    assert go("charlie").get(desk).status_code == (200 if audience == "public" else 404)


@covers("R13")
def test_a_consultation_inside_the_party_is_the_missing_page_to_the_byte(world, go):
    row = asked(world)
    for who in ("visitor", "villager", "charlie"):
        hidden, nothing = go(who).get(f"/consultation/{row.number}/"), go(who).get("/consultation/Z01-C01-ZQ-2026-999/")
        assert (hidden.status_code, hidden.content) == (404, nothing.content)
        before = SaidWords.objects.count()
        assert go(who).post(f"/consultation/{row.number}/", {"words": "我也要说"}).status_code == 404
        assert SaidWords.objects.count() == before


@covers("R64")
def test_a_member_answers_changes_and_keeps_what_was_typed(world, go):
    row = asked(world)
    address = f"/consultation/{row.number}/"
    page = go("member").post(address, {"q0": "随便", "q1": "请党员监督", "words": ""}).content.decode()
    assert "请重新选" in page and "请党员监督" in page
    assert "至少写一处再交" in go("member").post(address, {"words": "  "}).content.decode()
    assert go("member").post(address, {"q0": "同意", "words": "快些"}).status_code == 302
    page = go("member").get(address).content.decode()
    assert "您已经填过" in page and "快些" in page and "收到了" in page
    assert "您可以看，不能填" in go("head").get(address).content.decode()
    over(row)
    page = go("member").post(address, {"q0": "不同意"}, follow=True).content.decode()
    assert "已经截止" in page


@covers("R64")
def test_everyone_may_read_what_society_is_asked_and_logs_in_to_answer(world, go):
    row = asked(world, "public")
    address = f"/consultation/{row.number}/"
    assert "登录后填写" in go("visitor").get(address).content.decode()
    assert "/login/" in go("visitor").post(address, {"q0": "同意"})["Location"]
    assert go("charlie").post(address, {"q0": "同意"}).status_code == 302
    assert "已有 1 人次答复" in go("visitor").get(address).content.decode()
    inside = asked(world)
    page = go("head").post(f"/consultation/{inside.number}/", {"q0": "同意"}, follow=True).content.decode()
    assert "这一次问的是党内" in page


@covers("R64")
def test_the_clerk_drafts_attaches_types_sorts_and_answers(world, go):
    new = {"title": "便道", "text": "修。", "questions": QUESTIONS, "audience": "party", "closes_on": day(world, 2)}
    page = go("clerk").post("/desk/consultations/new/", new).content.decode()
    assert "至少要7天" in page and "还有什么建议？" in page
    page = go("clerk").post("/desk/consultations/new/", new | {"closes_on": "明天"}).content.decode()
    assert "要写成日期" in page
    assert go("clerk").post("/desk/consultations/new/", new | {"closes_on": day(world, 9)}).status_code == 302
    row = Consultation.objects.get()
    desk = f"/desk/consultation/{row.number}/"
    bad = SimpleUploadedFile("方案.exe", b"MZ")
    assert "方案.exe" in go("clerk").post(desk, {"verb": "attach", "file": bad, "caption": ""}).content.decode()
    good = page_like("方案.txt")
    assert go("clerk").post(desk, {"verb": "attach", "file": good, "caption": "方案"}).status_code == 302
    page = go("clerk").get(desk).content.decode()
    assert "取下这个附件" in page
    assert go("clerk").post(desk, {"verb": "detach", "token": row.files.get().file.token}).status_code == 302
    assert not row.files.exists()
    assert go("clerk").post(desk, {"verb": "detach", "token": "0" * 32}).status_code == 404
    good.seek(0)
    go("clerk").post(desk, {"verb": "attach", "file": good, "caption": "方案"})
    save = new | {"verb": "save", "version": "7", "closes_on": day(world, 9), "title": "改过的题目"}
    page = go("clerk").post(desk, save).content.decode()
    assert "刚刚有人先办了这一步" in page and "改过的题目" in page
    assert go("clerk").post(desk, save | {"version": "0"}).status_code == 302
    assert go("clerk").post(desk, {"verb": "submit", "remark": ""}).status_code == 302
    assert "要写明原因" in go("head").post(desk, {"verb": "return", "remark": ""}).content.decode()
    assert go("head").post(desk, {"verb": "open", "remark": ""}).status_code == 302
    token = row.files.get().file.token
    answer = go("member").get(f"/consultation/{row.number}/file/{token}/")
    assert downloaded(answer) == SCRIPT
    assert go("villager").get(f"/consultation/{row.number}/file/{token}/").status_code == 404
    typed = {"verb": "type", "way": "meeting", "source": "党员大会", "people": "很多", "q0": "同意", "words": "要监督"}
    page = go("clerk").post(desk, typed).content.decode()
    assert "要写成数字" in page and "要监督" in page
    assert go("clerk").post(desk, typed | {"people": "12"}).status_code == 302
    over(row)
    words = SaidWords.objects.get()
    page = go("clerk").post(desk, {"verb": "sort", "words": [str(words.pk)], "opinion": " "}).content.decode()
    assert "用一句概括的话" in page
    assert go("clerk").post(desk, {"verb": "sort", "words": [str(words.pk)], "opinion": "要监督"}).status_code == 302
    point = row.points.get()
    page = (
        go("clerk").post(desk, {"verb": "point", "point": point.pk, "opinion": "要监督", "reason": "写进方案"}).content
    )
    assert "还没有选" in page.decode() and "写进方案" in page.decode()
    judged = {"verb": "point", "point": point.pk, "opinion": "要监督", "verdict": "adopted", "reason": "写进方案"}
    assert go("clerk").post(desk, judged).status_code == 302
    assert go("clerk").post(desk, {"verb": "result", "text": "照方案办。"}).status_code == 302
    assert go("head").post(desk, {"verb": "publish", "remark": ""}).status_code == 302
    page = go("member").get(f"/consultation/{row.number}/").content.decode()
    assert "照方案办。" in page and "采纳" in page and "12" in page
    row.refresh_from_db()
    assert row.state == "published"


@pytest.mark.parametrize("sent", [
    {"verb": "point", "point": "x"}, {"verb": "sort", "words": ["x"], "point_id": "9999999"}, {"verb": "nonsense"}, {},
    {"verb": "save", "version": "²"}, {"verb": "type", "people": "9" * 30}, {"verb": "result", "text": "\0"},
])  # fmt: skip
@pytest.mark.parametrize("ended", [False, True])
def test_nothing_sent_is_a_500(world, go, sent, ended):
    row = asked(world)
    if ended:
        over(row)
    assert go("clerk").post(f"/desk/consultation/{row.number}/", sent).status_code in (200, 302)


@covers("R64", "R175")
def test_the_register_is_a_workbook_without_formulas(world, go):
    asked(world, title="=1+1")
    answer = go("clerk").get("/desk/consulting.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]][:3] == ["种类", "编号", "事项"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")


PAGES = ("/consulting/", "/desk/consulting/", "/desk/exchange/", "/desk/", "/org/{code}/", "/org/{code}/enquiries/", "/org/{code}/briefings/", "/desk/consulting.xlsx")  # fmt: skip


def fill(world, times):
    when = {"now": world.now, "today": world.today}
    clerk, member = world.actor(world.clerk), world.actor(world.member)
    for _ in range(times):
        asked(world)
        asked(world, opened=False)
        actions.ask(member, org_id=world.village.pk, question="问？", agreed=True, **when)
        actions.report_situation(member, to_id=world.village.pk, title="事", text="情况", name_withheld=False, **when)
        actions.report_for_organization(clerk, org_id=world.village.pk, title="事", text="情况", **when)
        texts = {
            "topic": "党费",
            "scope": "全体",
            "speaker": "张三",
            "place": "活动室",
            "content": "收支",
            "opinions": "",
        }
        actions.record_briefing(clerk, org_id=world.village.pk, held_on=world.today, due=9, attended=9, **texts, **when)
        up = {"to_ids": [world.village.pk], "title": "报", "text": "材料"}
        actions.send_message(world.actor(world.superior), org_id=world.town.pk, **up, **when)


@pytest.mark.parametrize("who", ["clerk", "member"])
def test_pages_ask_the_same_number_of_questions_whatever_the_rows(world, go, who):
    counted = []
    go(who).get("/consulting/")  # the calendar and the parameters are read once for all
    for times in (1, 3):
        fill(world, times)
        for page in PAGES:
            if who == "member" and page.startswith("/desk"):
                continue
            with CaptureQueriesContext(connection) as seen:
                answer = go(who).get(page.format(code=world.village.code))
            assert answer.status_code == 200
            counted.append((page, len(seen)))
    half = len(counted) // 2
    assert counted[:half] == counted[half:]


def test_a_queries_answer_for_nobody_is_empty(world):
    asked(world)
    assert queries.my_enquiries(world.visitor) == [] == queries.reports_sent(world.visitor)
    assert queries.consultations(world.visitor) == [] == queries.hearings(world.visitor)


@covers("R65", "R63", "R6")
def test_both_sides_read_who_took_over_what_waited_at_an_office_that_ended(world, go):
    when = {"now": world.now, "today": world.today}
    asker = world.actor(world.member)
    asked_one = actions.ask(asker, org_id=world.village.pk, question="党费怎么交？", agreed=True, **when)
    told = actions.report_situation(
        asker, to_id=world.village.pk, title="便道积水", text="下雨就积水。", name_withheld=False, **when
    )
    organizing.merge(
        world.clock, org_id=world.village.pk, successor_id=world.other_village.pk, on=world.today,
        basis="演示〔2026〕9号", now=world.now,
    )  # fmt: skip
    actions.pass_on_ended(world.clock, **when)
    ended = go("visitor").get(f"/org/{world.village.code}/").content.decode()
    assert "现在找谁" in ended and f'href="/org/{world.other_village.code}/"' in ended
    assert "谁负责" not in ended and "匿名提意见" not in ended  # nobody is left to answer here
    spoken = go("visitor").get(f"/org/{world.village.code}/opinion/").content.decode()
    assert "给朝阳村提意见" in spoken and "送出意见" not in spoken
    found = go("visitor").get("/search/?q=上书村").content.decode()
    assert f'href="/org/{world.village.code}/"' in found and "已并入朝阳村" in found
    for code in (world.village.code, world.other_village.code):
        page = go("member").get(f"/org/{code}/enquiries/").content.decode()
        assert "上书村已经撤并，由" in page and "党费怎么交？" in page
    assert "向朝阳村咨询" in go("member").get(f"/org/{world.village.code}/enquiries/").content.decode()
    for who, address in (("member", f"/report/{told.number}/"), ("charlie", f"/desk/situation/{told.number}/")):
        assert "上书村已经撤并，由朝阳村接着办。" in go(who).get(address).content.decode()
    page = go("charlie").get(f"/desk/enquiry/{asked_one.number}/").content.decode()
    assert "上书村已经撤并，由朝阳村接着答复" in page and "党费怎么交？" in go("charlie").get("/desk/").content.decode()


@covers("R64", "R65", "R67", "R6")
def test_pages_say_who_goes_on_with_what_an_ended_organization_had_begun(world, go):
    when = {"now": world.now, "today": world.today}
    clerk, head = world.actor(world.clerk), world.actor(world.head)
    asked_one = actions.draft_consultation(
        clerk, org_id=world.village.pk, title="便道硬化", text="硬化三组便道。", questions="同意吗？|同意|不同意",
        audience="party", closes_on=world.today + timedelta(days=10), **when,
    )  # fmt: skip
    heard = actions.draft_hearing(
        clerk, org_id=world.village.pk, title="结余怎么用", matter="三种用法。", audience="party", place="会议室",
        held_at=world.now + timedelta(days=14), signup_until=world.today + timedelta(days=7), seats=2, seed="风调雨顺",
        **when,
    )  # fmt: skip
    for move, row, verb in ((actions.move_consultation, asked_one, "open"), (actions.move_hearing, heard, "announce")):
        move(clerk, number=row.number, verb="submit", **when)
        move(head, number=row.number, verb=verb, **when)
    told = actions.send_message(
        world.actor(world.superior),
        org_id=world.town.pk,
        to_ids=[world.village.pk],
        title="报送",
        text="月底前。",
        **when,
    )
    organizing.merge(
        world.clock, org_id=world.village.pk, successor_id=world.other_village.pk, on=world.today,
        basis="演示〔2026〕9号", now=world.now,
    )  # fmt: skip
    actions.pass_on_ended(world.clock, **when)
    for who, address in (
        ("member", f"/consultation/{asked_one.number}/"), ("charlie", f"/desk/consultation/{asked_one.number}/"),
        ("member", f"/hearing/{heard.number}/"), ("charlie", f"/desk/hearing/{heard.number}/"),
    ):  # fmt: skip
        assert "上书村已经撤并，由朝阳村接着办。" in go(who).get(address).content.decode(), address
    assert "由朝阳村签收" in go("superior").get(f"/desk/message/{told.number}/").content.decode()
    page = go("charlie").get(f"/desk/message/{told.number}/").content.decode()
    assert '<button class="btn btn-main" type="submit">签收</button>' in page
