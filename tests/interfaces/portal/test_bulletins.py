"""Briefings from one description: page, Word and PDF say the same; the Party's own only for its members (R57, P1)."""

import io
from datetime import timedelta

import docx
import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from gongkai.publication.models import Publication
from gongkai.rules import bulletins as law
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    at, path = world.now - timedelta(days=3), world.village.path
    content = "<p>评议3户。</p><table><tr><td>户</td><td>结果</td></tr><tr><td>甲</td><td>同意</td></tr></table>"
    world.open = published(path, "party", "public", title="低保评议结果", content=content, at=at)[1]
    world.inside = published(path, "party", title="只给党员看的党费", at=at)[0]
    published(path, "public", title="上上月的事", at=world.now - timedelta(days=90))
    published(world.town.path, "public", title="镇里的事", at=at)
    day = today - timedelta(days=10)
    world.span = f"from={day.isoformat()}&to={today.isoformat()}"
    return world


def words(answer) -> str:
    """The text of a page, a Word file or a PDF, without white space."""
    if "pdf" in answer["Content-Type"]:
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    elif "word" in answer["Content-Type"]:
        made = docx.Document(io.BytesIO(answer.content))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        text = "".join([*(one.text for one in made.paragraphs), *cells])
    else:
        text = answer.content.decode().partition("<main")[2]
    return "".join(text.split())


@covers("R57", "R174")
def test_page_word_and_pdf_hold_the_same_public_matters_of_the_span(world):
    for client in (Client(), desk(world.member)):
        for address in ("bulletin/", "bulletin.docx", "bulletin.pdf"):
            text = words(client.get(f"/org/{world.village.code}/{address}?{world.span}&issue=第11期"))
            for said in ("低保评议结果", "评议3户", "甲", "第11期", "党务公开简报", "核对字", "公开1件"):
                assert said in text, (address, said)
            for other in ("只给党员看", "上上月的事", "镇里的事"):
                assert other not in text, (address, other)


@covers("R57", "R60")
def test_the_partys_briefing_is_compiled_for_members_alone(world):
    place = f"/org/{world.village.code}"
    for address in ("bulletin/", "bulletin.docx", "bulletin.pdf"):
        text = words(desk(world.member).get(f"{place}/{address}?{world.span}&circle=party"))
        assert "只给党员看的党费" in text and "低保评议结果" in text and "不对外" in text and "公开2件" in text
        for client in (Client(), desk(world.villager), desk(world.charlie)):
            assert client.get(f"{place}/{address}?{world.span}&circle=party").status_code == 404
    assert "党内简报" not in words(Client().get(f"{place}/bulletin/"))
    assert "党内简报" in words(desk(world.member).get(f"{place}/bulletin/"))


def test_what_is_withdrawn_is_in_no_briefing_any_more(world):
    Publication.objects.filter(pk=world.open.pk).update(ended_at=world.now, end_kind="withdrawn")
    assert "没有新公开的事项" in words(Client().get(f"/org/{world.village.code}/bulletin/?{world.span}"))


def test_a_span_that_cannot_be_compiled_is_explained_and_what_was_typed_is_kept(world, monkeypatch):
    page = Client().get(f"/org/{world.village.code}/bulletin/?from=2026-13-01&to=x&issue=第9期")
    text = page.content.decode()
    assert (
        page.status_code == 200 and "日期没有读懂" in text and 'value="2026-13-01"' in text and 'value="第9期"' in text
    )
    assert Client().get(f"/org/{world.village.code}/bulletin.pdf?from=x&to=y").status_code == 404
    assert Client().get("/org/500222999/bulletin/").status_code == 404
    monkeypatch.setattr(law, "MOST", 0)
    assert "一份简报放不下" in words(Client().get(f"/org/{world.village.code}/bulletin/?{world.span}"))
