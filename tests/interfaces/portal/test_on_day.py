"""The page of a past day: what a visitor sees of it, and days that are none."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client

from gongkai.interfaces.portal.views.lists import REGISTER_PAGE
from gongkai.publication.models import Publication
from tests.publication.rows import START, published

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
VILLAGE = "000100020003"


def page(day):
    return Client().get(f"/org/{VILLAGE}/on/", {"day": day} if day is not None else {})


@pytest.fixture
def rows(db):
    published(VILLAGE, "party", at=START, title="只给党员的事")
    return published(VILLAGE, "public", at=START, title="都能看的事")


def test_a_visitor_sees_what_was_public_and_the_version_of_that_day(rows):
    said = page("2026-09-02").content.decode()
    assert "都能看的事" in said and "现在还公开着" in said and "只给党员的事" not in said
    assert f"/item/{rows[0].disclosure.number.replace('/', '-')}/v1/" in said
    assert "没有您可以看的公开内容" in page("2026-08-31").content.decode()


def test_what_was_withdrawn_later_is_a_line_that_leads_to_the_explanation(rows):
    Publication.objects.filter(pk=rows[0].pk).update(ended_at=START + timedelta(days=3), end_kind="withdrawn")
    said = page("2026-09-02").content.decode()
    assert "都能看的事" not in said and "后来" in said and "2026年9月4日" in said


@pytest.mark.parametrize("day", ["2999-01-01", "9999-12-31", "yesterday", "2026-02-30", "0000-00-00"])
def test_a_day_that_is_none_or_not_yet_is_said_plainly(rows, day):
    answer = page(day)
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    assert "都能看的事" not in answer.content.decode()


@pytest.mark.parametrize("day", [None, "", "0001-01-01"])
def test_without_a_day_it_is_today_and_the_first_day_of_all_is_empty(rows, day):
    answer = page(day)
    assert answer.status_code == 200 and 'role="alert"' not in answer.content.decode()


def workbook(day):
    answer = Client().get(f"/org/{VILLAGE}/on.xlsx", {"day": day})
    assert answer.status_code == 200
    head, *found = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def test_the_workbook_holds_all_of_the_day_where_the_page_turns(rows):
    for one in range(REGISTER_PAGE):
        published(VILLAGE, "public", at=START + timedelta(minutes=one + 1), title=f"第{one}件")
    assert page("2026-09-02").content.decode().count("第1版") == REGISTER_PAGE
    assert [one["事项"] for one in workbook("2026-09-02")] == [
        "都能看的事",
        *(f"第{n}件" for n in range(REGISTER_PAGE)),
    ]
    assert workbook("2026-08-31") == []


def test_the_workbook_says_the_hour_here_and_the_end_in_words(rows):
    Publication.objects.filter(pk=rows[0].pk).update(ended_at=START + timedelta(days=3), end_kind="withdrawn")
    (one,) = workbook("2026-09-02")
    assert (one["公开日期"], one["状态"], one["到哪天止"]) == ("2026-09-01 08:00", "已撤销，见说明", "2026-09-04")
    assert one["事项"] is None and one["索引号"]


@pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "2026-02-30"])
def test_a_day_that_is_none_has_no_workbook(rows, day):
    assert Client().get(f"/org/{VILLAGE}/on.xlsx", {"day": day}).status_code == 404


def test_a_page_key_that_is_none_is_missing(rows):
    assert Client().get(f"/org/{VILLAGE}/on/?day=2026-09-02&after=x").status_code == 404
