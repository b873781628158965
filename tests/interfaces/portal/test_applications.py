"""A member applies on the site, completes, reads the answer and the letters; others find nothing (R89–R96)."""

import io
import re

import docx
import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from gongkai.access_requests import queries as applications
from tests.access_requests.asking import Asking
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.interfaces.leaving import SCRIPT, downloaded, page_like

FORM = {
    "matter": "2025年鱼塘承包合同", "description": "想看承包期和每年的承包金。", "category": "8", "form": "electronic",
    "contact": "", "period": "", "document": "", "purpose": "",
}  # fmt: skip

QUERIES = 11  # of the page of one application


@pytest.fixture
def asking(db):
    """As of the real day, which the pages know."""
    desk = Desk()
    desk.now = timezone.now()
    desk.today = timezone.localdate(desk.now)
    return Asking(desk)


def client(asking: Asking, who: str) -> Client:
    browser = Client()
    browser.force_login(asking.people.get(who) or getattr(asking.world, who))
    return browser


def apply(asking: Asking, member: Client, **more) -> str:
    answer = member.post("/applications/new/", FORM | {"org_id": asking.world.village.pk} | more)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


@covers("R89", "R90")
def test_a_member_applies_and_reads_where_it_stands(asking):
    member = client(asking, "member")
    place = apply(asking, member)
    page = member.get(place).content.decode()
    assert "2025年鱼塘承包合同" in page and "已收到，待审查" in page and "撤回申请" in page
    assert place.strip("/").split("/")[1] in member.get("/applications/").content.decode()


def test_what_was_typed_stays_when_the_form_is_refused(asking):
    member = client(asking, "member")
    page = member.post("/applications/new/", FORM | {"org_id": asking.world.village.pk, "matter": ""}).content.decode()
    assert "“要什么”还没有写。" in page and FORM["description"] in page


@pytest.mark.parametrize("who", ["clerk", "villager"])
def test_who_stands_on_no_roll_is_told_what_else_to_do(asking, who):
    page = client(asking, who).get("/applications/new/").content.decode()
    assert "没有登记在党员名册上" in page and "送出申请" not in page


def test_an_organization_that_is_not_above_the_member_cannot_be_chosen(asking):
    page = client(asking, "member").post("/applications/new/", FORM | {"org_id": "999999"}).content.decode()
    assert "“向谁申请”里没有这一项，请重新选。" in page


@covers("R90")
def test_one_correction_is_asked_for_and_given(asking):
    member = client(asking, "member")
    place = apply(asking, member)
    row = applications.my_requests(asking.at("member"))[0]
    asking.move(row, "ask_correction", remark="请写明是哪一口鱼塘。")
    page = member.get(place).content.decode()
    assert "请写明是哪一口鱼塘。" in page and "送出补正" in page
    assert "还没有写" in member.post(place, {"verb": "correct", "remark": " "}).content.decode()
    assert member.post(place, {"verb": "correct", "remark": "村口那一口。"}).status_code == 302
    assert "村口那一口。" in member.get(place).content.decode()


def test_a_file_is_added_and_taken_off(asking):
    member = client(asking, "member")
    place = apply(asking, member)
    assert member.post(place, {"verb": "attach", "file": page_like(), "caption": "位置"}).status_code == 302
    page = member.get(place).content.decode()
    address = re.search(r'href="(/application/[^"]+/file/[^"]+)"', page)[1]
    assert downloaded(member.get(address)) == SCRIPT
    assert client(asking, "villager").get(address).status_code == 404
    member.post(place, {"verb": "detach", "token": address.strip("/").split("/")[-1]})
    assert member.get(address).status_code == 404


@covers("R91", "R96")
def test_the_answer_and_its_letter_reach_the_member_and_nobody_else(asking):
    member = client(asking, "member")
    place = apply(asking, member)
    row = applications.my_requests(asking.at("member"))[0]
    asking.move(row, "accept")
    assert "24时前答复您" in member.get(place).content.decode()
    asking.move(row, "grant", answer="承包期五年，每年承包金六千元。", cleared=True)
    page = member.get(place).content.decode()
    assert "承包期五年" in page and "公开告知书" in page
    letters = re.findall(r'href="(/application/[^"]+/letter/[^"]+/)"', page)
    assert len(letters) == 2
    for address in letters:
        assert member.get(address).status_code == 200
        assert client(asking, "villager").get(address).status_code == 404
    answer = member.get(letters[-1].rstrip("/") + ".docx")
    text = "\n".join(line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "承包期五年" in text and "公开告知书" in text and f"依申请〔{asking.today.year}〕1号" in text
    assert client(asking, "villager").get(place).status_code == 404


@covers("R92")
def test_a_refusal_shows_the_superiors_ruling_and_its_letter_carries_it(asking):
    member = client(asking, "member")
    place = apply(asking, member)
    row = applications.my_requests(asking.at("member"))[0]
    asking.move(row, "accept")
    asking.ruled("agree", row)
    assert "核查还没有结束" not in member.get(place).content.decode(), "nothing is told before it is told"
    asking.move(row, "tell")
    page = member.get(place).content.decode()
    assert "同意不公开" in page and "核查还没有结束" in page
    address = re.findall(r'href="(/application/[^"]+/letter/[^"]+/)"', page)[-1]
    paper = member.get(address).content.decode()
    assert "不予公开告知书" in paper and "上级审定意见" in paper


@covers("R96", "R166")
def test_the_yearly_figures_are_open_and_without_names(asking):
    row = asking.accepted()
    asking.move(row, "grant", answer="有。", cleared=True)
    place = f"/org/{asking.world.village.code}/applications"
    for who in (Client(), client(asking, "villager")):
        page = who.get(f"{place}/{asking.today.year}/").content.decode()
        assert "收到党员申请1件" in page and row.applicant_name not in page and row.matter not in page
    sheet = openpyxl.load_workbook(io.BytesIO(Client().get(f"{place}/{asking.today.year}.xlsx").content)).active
    assert [sheet.cell(2, 1).value, sheet.cell(2, 2).value] == [asking.world.village.name, 1]
    assert "2024年还没有收到申请" in Client().get(f"{place}/2024/").content.decode()


def test_the_page_asks_as_often_however_long_the_story(asking, django_assert_num_queries):
    member = client(asking, "member")
    place = apply(asking, member)
    row = applications.my_requests(asking.at("member"))[0]
    member.get(place)  # parameters and the calendar are read once for all pages
    with django_assert_num_queries(QUERIES):
        member.get(place)
    asking.move(row, "ask_correction", remark="请写明。")
    asking.move(row, "correct", "member", remark="写明了。")
    with django_assert_num_queries(QUERIES):
        member.get(place)
