"""The guiding ideas (第三条) stand before the articles on the page 制度对照 and ask nothing of anybody (R9)."""

import pytest
from django.test import Client

from gongkai.obligations import queries as obligations
from gongkai.rulebook import actions, queries
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.rulebook.conftest import NOW, TODAY

OURS = "写明做这项工作的指导思想：围绕大局，尊重党员主体地位，扩大基层民主。"
COUNTY = "演示细则\n第一章 总则\n第一条 为了让人看得明白，定这份细则。\n第三条 演示县的指导思想：让每位党员说得上话。\n第二章 内容\n第五条 八类事项。\n"


@pytest.fixture
def imported(world, office, tmp_path):
    path = tmp_path / "细则.txt"
    path.write_text(COUNTY, encoding="utf-8")

    def act():
        return actions.import_regulation(office, path=path, code="qijiang-2011", now=NOW)

    return act


@pytest.fixture
def bound(db):
    """The county whose villages follow a catalog."""
    return Desk()


def page() -> str:
    return Client().get("/rules/").content.decode()


@covers("R9")
def test_everybody_reads_the_guiding_ideas_before_the_first_article(world):
    said = queries.preface(world.visitor)
    assert (said.citation, said.digest, said.text) == ("第三条", OURS, "")
    shown = page()
    assert shown.index("指导思想</h2>") < shown.index(OURS) < shown.index('id="ch-1"')
    assert "第三条，用自己的话写的" in shown
    assert shown.count(OURS) == 2  # at the beginning, and at its place among the articles


@covers("R9")
def test_the_countys_own_words_take_the_place_of_ours_once_they_are_imported(world, office, imported):
    actions.load_digest(world.clock, now=NOW)
    assert queries.preface(world.visitor).text == ""
    imported()
    said = queries.preface(world.visitor)
    assert (said.citation, said.text) == ("第三条", "演示县的指导思想：让每位党员说得上话。")
    first = page().split('id="ch-1"')[0]
    assert "演示县的指导思想：让每位党员说得上话。" in first and "第三条原文" in first and OURS not in first


@covers("R9")
def test_the_guiding_ideas_make_no_duty_and_hold_no_data(bound, tmp_path):
    def owed():
        return [
            (row.code, row.name, row.due_on)
            for row in obligations.year_duties(bound.at("clerk"), org_id=bound.world.village.pk, year=2026, today=TODAY)
        ]

    before = owed()
    actions.load_digest(bound.world.clock, now=NOW)
    path = tmp_path / "细则.txt"
    path.write_text(COUNTY, encoding="utf-8")
    actions.import_regulation(bound.at("county_office"), path=path, code="qijiang-2011", now=NOW)
    assert before and owed() == before
    rows = queries.entries_of(bound.at("clerk"), org_id=bound.world.village.pk, period="2026-10")
    assert rows and not any("第三条" in row.basis for row in rows)
