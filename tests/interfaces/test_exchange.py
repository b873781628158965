"""Hearings, enquiries, briefings, reports, messages and spokespersons through the pages (R62, R63, R65–R67)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.participation.models import (
    Briefing,
    Enquiry,
    Hearing,
    Message,
    Signup,
    SituationReport,
    Spoken,
    Spokesperson,
)
from tests.covers import covers
from tests.interfaces.test_consulting import codes, day, go, world

pytestmark = pytest.mark.twice

__all__ = ["go", "world"]


@covers("R65")
def test_a_hearing_through_the_pages(world, go):
    held = timezone.localtime(world.now + timedelta(days=10))
    new = {
        "title": "堰塘承包", "matter": "两种办法", "audience": "party", "place": "会议室", "held_at": f"{held:%Y-%m-%dT%H:%M}",
        "signup_until": day(world, 3), "seats": "0", "seed": "风调雨顺",
    }  # fmt: skip
    assert "名额要写1到" in go("clerk").post("/desk/hearings/new/", new).content.decode()
    assert go("clerk").post("/desk/hearings/new/", new | {"seats": "5"}).status_code == 302
    row = Hearing.objects.get()
    desk, portal = f"/desk/hearing/{row.number}/", f"/hearing/{row.number}/"
    page = go("clerk").post(desk, new | {"verb": "save", "version": "0", "seats": "x"}).content.decode()
    assert "要写成数字" in page
    assert go("clerk").post(desk, new | {"verb": "save", "version": "0", "seats": "6"}).status_code == 302
    assert codes(go, portal) == (404, 404, 404, 200, 200, 200, 404, 200)
    go("clerk").post(desk, {"verb": "submit"})
    assert "待签发" in go("head").get("/desk/").content.decode()
    go("head").post(desk, {"verb": "announce"})
    assert codes(go, portal) == (404, 200, 404, 200, 200, 200, 404, 200)
    assert row.title in go("member").get(f"/org/{world.village.code}/").content.decode()
    assert row.title not in go("villager").get(f"/org/{world.village.code}/").content.decode()
    assert "报名号是 1" in go("member").post(portal, {"verb": "sign_up", "wants": "说说"}, follow=True).content.decode()
    assert "已经报过名" in go("member").post(portal, {"verb": "sign_up"}, follow=True).content.decode()
    assert "不在范围内" in go("head").post(portal, {"verb": "sign_up"}, follow=True).content.decode()
    assert go("villager").post(portal, {"verb": "sign_up"}).status_code == 404
    assert "陈三" in go("clerk").get(desk).content.decode()
    assert "陈三" not in go("county_office").get(portal).content.decode().split("<main")[1]
    go("member").post(portal, {"verb": "take_back"})
    assert Signup.objects.get().withdrawn
    page = go("member").post(portal, {"verb": "sign_up", "wants": "字" * 201}).content.decode()
    assert "最多 200 字" in page and "字" * 201 in page


@covers("R65")
def test_an_enquiry_through_the_pages(world, go):
    address = f"/org/{world.village.code}/enquiries/"
    assert "还没有写" in go("member").post(address, {"question": ""}).content.decode()
    assert go("member").post(address, {"question": "党费怎么交？", "agreed": "on"}).status_code == 302
    page = go("charlie").post(address, {"question": "我能问吗？"}).content.decode()
    assert "请向自己所在的组织咨询" in page
    assert "您不是这个组织" in go("visitor").post(address, {"question": "我能问吗？"}).content.decode()
    row = Enquiry.objects.get()
    desk = f"/desk/enquiry/{row.number}/"
    assert codes(go, desk) == (302, 200, 404, 200, 200, 200, 404, 200)
    assert row.question in go("clerk").get("/desk/").content.decode()
    assert "要写明原因" in go("clerk").post(desk, {"verb": "answer", "remark": ""}).content.decode()
    go("clerk").post(desk, {"verb": "answer", "remark": "每季度交。"})
    assert "每季度交。" in go("member").get(address).content.decode()
    go("clerk").post(desk, {"verb": "show"})
    page = go("member").get(address).content.decode()
    assert page.count("每季度交。") == 2 and "陈三" not in page.split("<main")[1]
    assert "每季度交。" not in go("villager").get(address).content.decode()


@covers("R62")
def test_a_briefing_through_the_pages_ends_the_warning(world, go):
    assert "该向党员通报情况了" in go("clerk").get("/desk/").content.decode()
    new = {
        "topic": "党费", "scope": "全体党员", "speaker": "张三", "held_on": world.today, "place": "活动室", "content": "收支",
        "due": "31", "attended": "40", "opinions": "",
    }  # fmt: skip
    assert "对不上" in go("clerk").post("/desk/briefings/new/", new).content.decode()
    assert go("clerk").post("/desk/briefings/new/", new | {"attended": "28"}).status_code == 302
    row = Briefing.objects.get()
    assert "该向党员通报情况了" not in go("clerk").get("/desk/").content.decode()
    desk = f"/desk/briefing/{row.number}/"
    assert codes(go, desk) == (302, 200, 404, 200, 200, 200, 404, 200)
    assert "补通报却写了9人" in go("clerk").post(desk, {"version": "0", "people": "9", "how": "上门"}).content.decode()
    assert go("clerk").post(desk, {"version": "0", "people": "2", "how": "上门"}).status_code == 302
    assert "补通报 2 人" in go("member").get(f"/org/{world.village.code}/briefings/").content.decode()
    inside = f"/org/{world.village.code}/briefings/"
    assert inside not in go("villager").get(f"/org/{world.village.code}/").content.decode()
    assert inside in go("member").get(f"/org/{world.village.code}/").content.decode()


@covers("R63", "R67")
def test_a_report_goes_up_and_the_answer_comes_back(world, go):
    new = {"to_id": str(world.village.pk), "title": "路灯不亮", "text": ""}
    assert "还没有写" in go("member").post("/reports/", new).content.decode()
    assert "里没有这一项" in go("member").post("/reports/", new | {"to_id": "9", "text": "三组"}).content.decode()
    assert go("member").post("/reports/", new | {"text": "三组"}).status_code == 302
    row = SituationReport.objects.get()
    desk, mine = f"/desk/situation/{row.number}/", f"/report/{row.number}/"
    assert codes(go, desk) == (302, 200, 404, 200, 200, 200, 404, 200)
    assert codes(go, mine) == (302, 200, 404, 404, 404, 404, 404, 404)
    assert row.title in go("clerk").get("/desk/").content.decode()
    go("clerk").post(desk, {"verb": "acknowledge"})
    route = {"verb": "route", "remark": "请镇里办", "to_id": ""}
    assert "请重新选" in go("clerk").post(desk, route).content.decode()
    go("clerk").post(desk, route | {"to_id": str(world.town.pk)})
    for verb in ("acknowledge", "answer"):
        go("superior").post(desk, {"verb": verb, "remark": "下月修。", "to_id": ""})
    page = go("member").get(mine).content.decode()
    assert "下月修。" in page and "看过了" in page
    go("member").post(mine)
    assert "您在" in go("member").get(mine).content.decode()
    assert go("clerk").post("/desk/situations/new/", {"title": "缺经费", "text": "请支持"}).status_code == 302
    up = SituationReport.objects.get(sender_path=world.village.path)
    assert up.title in go("superior").get("/desk/").content.decode()
    assert go("charlie").get(f"/desk/situation/{up.number}/").status_code == 404


@covers("R67")
def test_messages_are_signed_for_by_the_office_they_reached(world, go):
    new = {"title": "报材料", "text": "月底前", "to_ids": []}
    assert "还没有选" in go("superior").post("/desk/messages/new/", new).content.decode()
    sent = new | {"to_ids": [str(world.village.pk), str(world.other_village.pk)]}
    assert go("superior").post("/desk/messages/new/", sent).status_code == 302
    row = Message.objects.get()
    desk = f"/desk/message/{row.number}/"
    assert codes(go, desk) == (302, 404, 404, 200, 200, 200, 200, 200)
    assert row.title in go("clerk").get("/desk/").content.decode()
    go("superior").post(desk, {"answer": "我替他们签"})
    assert not row.receipts.exclude(received_at=None).exists()
    go("clerk").post(desk, {"answer": "按时报"})
    assert [one.org_id for one in row.receipts.exclude(received_at=None)] == [world.village.pk]
    assert "按时报" in go("superior").get(desk).content.decode()
    assert "按时报" not in go("charlie").get(desk).content.decode()
    assert row.title not in go("clerk").get("/desk/").content.decode()


@covers("R66")
def test_spokespersons_are_named_by_the_county_and_read_by_all(world, go):
    named = {"verb": "name", "org": str(world.town.pk), "name": "杨春燕", "title": "副书记", "from_date": world.today}
    assert "还没有写" in go("county_office").post("/desk/spokespersons/", named | {"name": ""}).content.decode()
    go("county_office").post("/desk/spokespersons/", named)
    row = Spokesperson.objects.get()
    go("clerk").post("/desk/spokespersons/", named)
    assert Spokesperson.objects.count() == 1
    said = {
        "verb": "speak",
        "spokesperson": str(row.pk),
        "title": "三季度情况",
        "text": "按时公开。",
        "spoken_on": world.today,
    }
    go("clerk").post("/desk/spokespersons/", said)
    assert not Spoken.objects.exists()
    go("superior").post("/desk/spokespersons/", said)
    page = go("visitor").get("/spokespersons/").content.decode()
    assert "杨春燕" in page and "按时公开。" in page
    go("county_office").post("/desk/spokespersons/", {"verb": "end", "who": "x", "to_date": world.today})
    go("county_office").post("/desk/spokespersons/", {"verb": "end", "who": str(row.pk), "to_date": world.today})
    row.refresh_from_db()
    assert row.to_date == world.today
