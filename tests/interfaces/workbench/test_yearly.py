"""The yearly report through the pages: the same figures on screen and in Word, for those who may see the work (R172)."""

import io

import docx
import pypdf
import pytest
from django.utils import timezone

from tests.covers import covers
from tests.interfaces.workbench.test_month import desk


@covers("R172", "R174")
def test_the_report_stands_on_screen_and_in_word(world):
    year = timezone.localdate().year
    clerk = desk(world.clerk)
    place = f"/desk/report/{world.village.code}/{year}"
    page = clerk.get(f"{place}/").content.decode()
    assert f"关于{year}年党务公开工作情况的报告" in page and "（请补充：下一年的打算和措施）" in page
    paper = docx.Document(io.BytesIO(clerk.get(f"{place}.docx").content))
    lines = [line.text for line in paper.paragraphs]
    assert f"关于{year}年党务公开工作情况的报告" in lines and "一、目录和公开情况" in lines
    body = next(line for line in paper.paragraphs if line.text.startswith("现将"))
    assert body.runs[0].font.size.pt == 16 and body.paragraph_format.line_spacing.pt == pytest.approx(28.99, abs=0.06)
    printed = pypdf.PdfReader(io.BytesIO(clerk.get(f"{place}.pdf").content))
    assert "关于" in printed.pages[0].extract_text() and "请补充" in "".join(
        one.extract_text() for one in printed.pages
    )
    section = paper.sections[0]
    assert [round(margin.mm) for margin in (section.top_margin, section.left_margin)] == [37, 28]


def test_a_year_to_come_and_a_stranger_find_nothing(world):
    year = timezone.localdate().year
    assert desk(world.clerk).get(f"/desk/report/{world.village.code}/{year + 1}/").status_code == 404
    assert desk(world.villager).get(f"/desk/report/{world.village.code}/{year}/").status_code == 404


def test_a_town_counts_its_villages_with_the_same_number_of_questions(world, django_assert_max_num_queries):
    year = timezone.localdate().year
    superior = desk(world.superior)
    superior.get(f"/desk/report/{world.town.code}/{year}/")
    with django_assert_max_num_queries(57):
        page = superior.get(f"/desk/report/{world.town.code}/{year}/").content.decode()
    assert "（含所属" in page
