"""Carriers through the pages: register, check with a photo, hand over, end, the list of what is stale (R59)."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from gongkai.disclosures.models import Edition
from gongkai.publication import actions as publishing
from gongkai.publication.models import Carrier, IndividualNotice, Placement, Publication
from tests.covers import covers
from tests.factories.meetings import meeting_form
from tests.interfaces.leaving import page_like, shown
from tests.interfaces.workbench.office import sheet, text
from tests.interfaces.workbench.test_month import desk, save, start

TICKS = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")


@pytest.fixture
def board(world):
    return register(world)


def register(world, **changed):
    given = {"kind": "board", "name": "", "place": "村委会大门左侧", "keeper": "陈七", "keeper_phone": "000-0000111"}
    return publishing.register_carrier(
        world.actor(world.clerk), org_id=world.village.pk, from_date=world.today, now=world.now, today=world.today,
        **(given | changed),
    )  # fmt: skip


def picture(colour="white"):
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(kept, "PNG")
    return SimpleUploadedFile("board.png", kept.getvalue(), "image/png")


def signed(world, code="C15") -> int:
    """An edition with every signature, not released."""
    pk = start(world, code=code)
    save(desk(world.clerk), pk, verb="submit")
    for user, data in (
        (world.secrecy, {**TICKS, "verb": "clear_secrecy"}), (world.deputy, {"verb": "pass_review"}),
        (world.head, {"verb": "approve"}),
    ):  # fmt: skip
        desk(user).post(f"/desk/edition/{pk}/act/", data)
    return pk


@covers("R59", "R22")
def test_a_clerk_registers_a_board_and_the_villagers_see_where_it_hangs(world, see, send):
    assert "还没有登记" in text(see(world.clerk, "carriers"))
    given = {"kind": "board", "place": "村委会大门左侧", "keeper": "陈七", "from_date": world.today.isoformat()}
    wrong = send(world.clerk, "carrier_new", **given | {"keeper": ""})
    assert wrong.status_code == 200 and "“保管人”还没有写" in text(wrong) and "村委会大门左侧" in text(wrong)
    assert send(world.clerk, "carrier_new", **given).status_code == 302
    again = send(world.clerk, "carrier_new", **given)
    assert "已经登记了叫“村委会大门左侧”的公开栏" in text(again)
    page = text(Client().get(f"/org/{world.village.code}/"))
    assert "村委会大门左侧" in page and "陈七保管" in page
    assert "没有这一页" in text(send(world.charlie, "carrier_new", query=f"?org={world.village.code}", **given))
    assert "村委会大门左侧" in text(see(world.clerk, "carriers"))


@covers("R59")
def test_a_check_with_a_photo_is_seen_and_the_same_photo_is_refused(world, board, see, send):
    check = {
        "day": world.today.isoformat(),
        "by_name": "王五",
        "month_hangs": "yes",
        "condition": "worn",
        "wrong": "玻璃裂了",
    }
    assert send(world.clerk, "carrier", board.pk, query="?do=inspect", photo=picture(), **check).status_code == 302
    page = see(world.clerk, "carrier", board.pk)
    assert "玻璃裂了" in text(page) and "有破损，还能看" in text(page)
    [taken] = page.context["trail"].checks
    photo = see(world.head, "carrier_photo", board.pk, taken.photo)
    assert shown(photo, "image/png").startswith(b"\x89PNG")
    assert see(world.charlie, "carrier_photo", board.pk, taken.photo).status_code == 404
    assert "本月已有照片" in text(see(world.clerk, "carrier", board.pk, do="inspect"))
    again = send(world.clerk, "carrier", board.pk, query="?do=inspect", photo=picture(), **check)
    assert again.status_code == 200 and "已经用过" in text(again) and "玻璃裂了" in text(again)
    no_picture = page_like("board.txt")
    refused = send(world.clerk, "carrier", board.pk, query="?do=inspect", photo=no_picture, **check)
    assert "“board.txt”不是照片" in text(refused)
    assert board.checks.count() == 1


@covers("R59")
def test_each_sees_the_acts_that_are_theirs(world, board, see, send):
    assert "换保管人" in text(see(world.clerk, "carrier", board.pk))
    above = text(see(world.superior, "carrier", board.pk))
    assert "登记巡检" in above and "换保管人" not in above and "载体更新情况" in above
    assert see(world.superior, "carrier", board.pk, do="end").status_code == 404
    assert see(world.clerk, "carrier", board.pk, do="nothing").status_code == 404
    assert see(world.charlie, "carrier", board.pk).status_code == 404
    over = {"keeper": "周八", "from_date": world.today.isoformat()}
    assert send(world.clerk, "carrier", board.pk, query="?do=hand_over", **over).status_code == 302
    page = text(see(world.clerk, "carrier", board.pk))
    assert page.index("周八") < page.index("陈七")
    end = {"on": world.today.isoformat(), "reason": "大门翻修"}
    assert send(world.head, "carrier", board.pk, query="?do=end", **end).status_code == 302
    assert "大门翻修" in text(see(world.clerk, "carriers"))
    assert "村委会大门左侧" not in text(Client().get(f"/org/{world.village.code}/"))


@covers("R59", "R7")
def test_those_above_find_what_is_stale_and_who_has_none(world, board, see):
    Carrier.objects.update(from_date="2012-03-01")
    page = see(world.superior, "carriers_stale")
    assert [row.id for row in page.context["rows"]] == [board.pk] and "久未更新" in text(page)
    assert re.search(r'class="st st-late"><svg[^>]*><use href="#s-late"/></svg>久未更新<', page.content.decode())
    assert world.other_village.name in text(page)
    assert see(world.superior, "carriers_stale", kind="screen").context["rows"] == []
    assert len(see(world.superior, "carriers_stale", light="nonsense").context["rows"]) == 1
    rows = sheet(see(world.superior, "carriers_stale_xlsx", light="all"))
    assert rows[1][:3] == (world.village.name, world.village.code, world.town.short_name) and rows[1][6] == "久未更新"
    assert see(world.superior, "carriers_stale", org=world.county.code).status_code == 404
    gaps = text(see(world.county_office, "organizations", gaps="1"))
    assert "没有登记公开载体" in gaps
    paper = text(see(world.clerk, "carrier_sheet"))
    assert "巡检单" in paper and "村委会大门左侧" in paper


@covers("R57", "R58", "R59")
def test_releasing_chooses_a_carrier_and_keeps_the_record_of_the_meeting(world, see, send):
    door, yard = register(world), register(world, place="二组院坝")
    pk = signed(world)
    meeting = meeting_form() | {
        "chair": "张三", "recorder": "王五", "attended": "28", "absent": "甲、乙、丙", "questions": "问：票据在哪。答：在村里。",
    }  # fmt: skip
    wrong = send(world.clerk, "release", pk, **meeting | {"attended": "32"})
    assert "实到32人多于应到31人" in text(wrong) and "问：票据在哪" in text(wrong)
    forgot = send(world.clerk, "release", pk, **meeting | {"methods": []})
    assert "请勾上“会议”" in text(forgot)
    assert send(world.clerk, "release", pk, **meeting).status_code == 302
    page = text(see(world.clerk, "edition", pk))
    for words in (
        "支部党员大会",
        "主持张三",
        "记录王五",
        "缺席：甲、乙、丙",
        "会上问答：问：票据在哪",
        "3 人缺席，还没有补告知",
    ):
        assert words in page
    row = Publication.objects.get(edition_id=pk)
    made_up = {"count": "3", "names": "甲、乙、丙", "method": "mt", "told_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
    too_many = send(world.clerk, "make_up", row.pk, **made_up | {"count": "4"})
    assert "只有3人" in text(too_many) and "甲、乙、丙" in text(too_many)
    assert send(world.clerk, "make_up", row.pk, **made_up).status_code == 302
    page = text(see(world.clerk, "edition", pk))
    assert "补告知3人" in page and "还没有补告知" not in page
    assert "二组院坝" in text(see(world.clerk, "release", pk))
    assert "请选在哪一处公开" in text(send(world.clerk, "release", pk, methods=["gl"]))
    assert send(world.clerk, "release", pk, methods=["gl"], carriers=[str(yard.pk)]).status_code == 302
    hung = Placement.objects.filter(method="gl")
    assert [(way.carrier_id, way.place) for way in hung] == [(yard.pk, "二组院坝")]
    assert door.placements.count() == 0


@covers("R56")
def test_one_person_is_told_and_only_that_person_reads_it(world, see, send):
    pk = signed(world)
    Edition.objects.filter(pk=pk).update(audiences=["individual"])
    assert see(world.clerk, "release", pk)["Location"] == reverse("workbench:tell", args=[pk])
    page = see(world.clerk, "tell", pk)
    member = next(key for key, words in page.context["form"].fields["member"].choices if "陈三" in words)
    told = {
        "member": member, "method": "mt", "told_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "place": "村委会", "informer": "王五",
        "answer": "没有意见", "signed": "on",
    }  # fmt: skip
    neither = send(world.clerk, "tell", pk, **told | {"member": ""})
    assert "从名册上选一个人" in text(neither) and "没有意见" in text(neither)
    assert "从名册上选一个人" in text(send(world.clerk, "tell", pk, **told | {"person": "李某"}))
    assert send(world.clerk, "tell", pk, **told).status_code == 302
    assert "陈三" in text(see(world.head, "tell", pk))
    notice = IndividualNotice.objects.get()
    for user, code in ((world.clerk, 200), (world.member, 200), (world.villager, 404), (world.charlie, 404)):
        assert see(user, "notice", notice.pk).status_code == code
    assert "个人告知单" in text(see(world.member, "notice", notice.pk))
    mine = text(see(world.member, "me"))
    assert "告知我的" in mine and notice.publication.title in mine
    assert "告知我的" not in text(see(world.villager, "me"))
    register_page = text(Client().get(f"/org/{world.village.code}/register/{world.today.year}/"))
    assert "另有告知个人 1 人次" in register_page and "陈三" not in register_page
    assert notice.publication.title not in register_page


def test_pages_ask_the_same_for_any_number_of_carriers(world, client):
    client.force_login(world.clerk)
    client.get(reverse("workbench:carriers"))  # what is remembered between requests is read by the first
    counts = []
    for more in (1, 10):
        for number in range(more):
            register(world, place=f"第{more}-{number}处")
        for name in ("carriers", "carrier_sheet"):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(f"workbench:{name}"))
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
