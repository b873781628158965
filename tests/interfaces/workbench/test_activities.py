"""Publicity and disclosure-day activities through the pages (R72, R81)."""

from django.test import Client

from tests.covers import covers
from tests.interfaces.leaving import SCRIPT, downloaded, page_like
from tests.interfaces.workbench.test_month import desk, world  # noqa: F401


def sent(world, **more):  # noqa: F811
    return {
        "title": "党员权利和义务宣讲", "held_on": world.today.isoformat(), "way": "lecture", "subjects": ["rights"], "place": "活动室",
        "host": "张三", "people": "26", "content": "讲了党员的八项权利。", "material": "折页",
    } | more  # fmt: skip


@covers("R81")
def test_a_clerk_records_a_lecture_with_a_photo_and_the_village_reads_it(world, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    clerk = desk(world.clerk)
    assert "这一年还没有登记" in clerk.get("/desk/activities/").content.decode()
    wrong = clerk.post("/desk/activities/new/publicity/", sent(world, subjects=[]))
    assert "请至少选一项" in wrong.content.decode() and "党员权利和义务宣讲" in wrong.content.decode()
    made = clerk.post("/desk/activities/new/publicity/", sent(world))
    page = made["Location"]
    photo = page_like("签到册.txt")
    assert clerk.post(page, {"verb": "photo", "file": photo, "caption": "签到"}).status_code == 302
    shown = clerk.get(page).content.decode()
    assert "签到" in shown and "人次" in shown
    address = shown.split("/photo/")[1].split('"')[0]
    assert downloaded(clerk.get(f"{page}photo/{address}")) == SCRIPT
    assert desk(world.charlie).get(f"{page}photo/{address}").status_code == 404
    public = Client().get(f"/org/{world.village.code}/activities/").content.decode()
    assert "党员权利和义务宣讲" in public and "26 人次" in public
    assert clerk.get("/desk/activities.xlsx").status_code == 200
    below = desk(world.superior).get("/desk/activities/below/").content.decode()
    assert "上书村" in below and "四方面都没有讲过" in below
    assert clerk.post(page, {"verb": "void", "remark": ""}).status_code == 200  # the reason is asked for
    clerk.post(page, {"verb": "void", "remark": "重复登记"})
    assert "党员权利和义务宣讲" not in Client().get(f"/org/{world.village.code}/activities/").content.decode()


@covers("R72")
def test_a_disclosure_day_on_another_day_says_why(world):  # noqa: F811
    clerk = desk(world.clerk)
    fields = sent(world, visits="3", opinions="2", reason="公开日停电", title="公开日接待群众")
    made = clerk.post("/desk/activities/new/day/", fields)
    assert made.status_code == 302
    again = clerk.post("/desk/activities/new/day/", fields).content.decode()
    assert "已经登记过" in again
    month = Client().get(f"/org/{world.village.code}/{world.today:%Y-%m}/").content.decode()
    assert "公开日接待群众" in month
