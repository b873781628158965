"""One description, opened again from Word and from PDF: the same words, the measures of GB/T 9704, no seal (R172–R174)."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pylopdf_fonts_zh_cn
import pypdf
import pytest
from docx.oxml.ns import qn

from gongkai.interfaces.ui.papers import pdf as printer
from gongkai.interfaces.ui.papers.pdf import pdf
from gongkai.interfaces.ui.papers.word import word
from gongkai.rules.channels import Paper, Words
from gongkai.rules.documents import Attachment, Cell, Document, Page, Signing, Style, Table, Text
from gongkai.rules.documents import page as law
from gongkai.rules.documents.board import SheetFacts, of_sheet
from gongkai.rules.documents.head import HeadFacts
from tests.covers import covers

MM = 72 / 25.4
LETTER = Document(
    "不予公开告知书", (Text("您的申请收悉。"), Text("一、理由", Style.HEADING), Text("涉及个人隐私。")),
    head="中国共产党綦江县东溪镇委员会", number="东溪镇依申请〔2026〕5号", addressee="王桂兰同志",
    signing=Signing("中国共产党綦江县东溪镇委员会", "2026年9月28日"), attachments=(Attachment("上级审定意见", ("同意不公开。",)),),
)  # fmt: skip


def page_text(made: bytes, number: int | None = None) -> str:
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    chosen = pages if number is None else [pages[number]]
    return re.sub(r"\s", "", "".join(page.extract_text() for page in chosen))


def word_text(made: bytes) -> str:
    file = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return re.sub(r"\s", "", "".join([*(line.text for line in file.paragraphs), *cells]))


def spots(made: bytes, number: int = 0) -> list[tuple[str, float, float, float]]:
    """Each piece of text of a page: what, millimetres from the left and from the top, size in points."""
    page = pypdf.PdfReader(io.BytesIO(made)).pages[number]
    height, found = float(page.mediabox.height), []

    def visit(text, cm, tm, font, size):
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((text.strip(), x / MM, (height - y) / MM, abs(size * tm[0] * cm[0])))

    page.extract_text(visitor_text=visit)
    return found


@covers("R172", "R174")
@pytest.mark.parametrize("read", [lambda: page_text(pdf(LETTER)), lambda: word_text(word(LETTER))], ids=["pdf", "word"])
def test_every_part_of_a_letter_is_found_again(read):
    said, place = read(), 0
    for part in (
        LETTER.head, LETTER.number, LETTER.title, "王桂兰同志：", "您的申请收悉。", "一、理由", "涉及个人隐私。",
        "附件：上级审定意见", LETTER.signing.name, LETTER.signing.day, "上级审定意见", "同意不公开。",
    ):  # fmt: skip
        place = said.index(part, place) + len(part)


@covers("R174")
def test_the_sheet_and_its_margins_are_those_of_the_standard():
    section = docx.Document(io.BytesIO(word(LETTER))).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in (*sides, section.bottom_margin)] == [210, 297, 37, 28, 26, 35]
    page = pypdf.PdfReader(io.BytesIO(pdf(LETTER))).pages[0]
    assert [round(float(side) / MM) for side in (page.mediabox.width, page.mediabox.height)] == [210, 297]
    body = next(spot for spot in spots(pdf(LETTER)) if spot[0].startswith("王桂兰"))
    assert body[1] == pytest.approx(28, abs=0.5) and body[3] == pytest.approx(16, abs=0.1)


@covers("R174")
def test_a_page_holds_22_lines_of_28_characters_and_not_one_more():
    def counted(number: int) -> list[int]:
        made = pdf(Document("", (Text("中" * number, Style.ADDRESS),)))
        return [page.extract_text().count("中") for page in pypdf.PdfReader(io.BytesIO(made)).pages]

    assert counted(28 * 22) == [28 * 22] and counted(28 * 22 + 1) == [28 * 22, 1]
    lines = sorted({round(spot[2], 1) for spot in spots(pdf(Document("", (Text("中" * 56, Style.ADDRESS),))))})
    assert lines[1] - lines[0] == pytest.approx(225 / 22, abs=0.15)


def test_type_sizes_in_word_are_those_of_the_standard():
    lines = docx.Document(io.BytesIO(word(LETTER))).paragraphs
    sizes = {line.text: line.runs[0].font.size.pt for line in lines if line.text}
    assert sizes["不予公开告知书"] == 22 and sizes["涉及个人隐私。"] == sizes["王桂兰同志："] == 16
    faces = {line.text: line.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) for line in lines if line.text}
    assert (
        faces["不予公开告知书"] == "方正小标宋简体"
        and faces["涉及个人隐私。"] == "仿宋"
        and faces["一、理由"] == "黑体"
    )
    body = next(line for line in lines if line.text == "涉及个人隐私。")
    assert body.paragraph_format.line_spacing.pt == pytest.approx(law.LINE_PITCH, abs=0.06)
    assert body.paragraph_format.first_line_indent.pt == pytest.approx(2 * 15.79, abs=0.1)


def test_page_numbers_stand_outside_odd_right_and_even_left():
    made = pdf(LETTER)
    (first,) = [spot for spot in spots(made, 0) if "—" in spot[0] and spot[2] > 255]
    (second,) = [spot for spot in spots(made, 1) if "—" in spot[0] and spot[2] > 255]
    assert first[1] > 150 and second[1] < 40 and first[3] == pytest.approx(14, abs=0.1)
    assert first[2] == pytest.approx(262 + 7 + 2, abs=0.6)  # the dash, half a figure over the baseline, 7 mm below
    file = docx.Document(io.BytesIO(word(LETTER)))
    assert file.settings.odd_and_even_pages_header_footer


def test_a_word_file_brings_nothing_of_the_library_that_wrote_it():
    with zipfile.ZipFile(io.BytesIO(word(LETTER))) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or name.endswith((".jpeg", ".jpg"))]
        assert all(
            b"thumbnail" not in parts.read(name) and b"python-docx" not in parts.read(name) for name in parts.namelist()
        )


def board(paper, times=1):
    said = "2026年9月支部党员大会通过了本季度的工作安排，应到45人，实到41人，没有人反对。"
    words = Words(
        "东溪镇上书村党支部", "上书村", "9月党费收缴、管理和使用情况", "9月收党费180元，月末还剩412.60元。",
        (("内容", (said * times,)), ("程序", (said,)), ("结果", ("没有意见。",))), "500222Z01-C01/2026-00045", "023-0000 0001",
    )  # fmt: skip
    note = f"某县/log/public\n12345\n{'A' * 43}=\n\n— 某县/log/public {'B' * 91}=\n"
    head = HeadFacts("某县", "public", 12345, note, datetime(2026, 10, 9, tzinfo=UTC), (f"name+12345678+{'C' * 44}",))
    facts = SheetFacts(
        "社会公开", "2026年9月", 1, "9F3C 7A21", date(2026, 10, 9), "张三", "工作日 9:00–17:30", None, "http://a/", head
    )
    return of_sheet(words, facts, paper)


@covers("R174")
@pytest.mark.parametrize("paper", Paper)
def test_a_short_notice_is_one_sheet_with_its_foot_and_the_signed_head(paper):
    for times in (1, 2):
        made = pdf(board(paper, times))
        assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
        said = page_text(made).replace("\u200b", "")
        assert "没有意见。" in said and "撤下：" in said and "B" * 91 in said and "公钥name+12345678+" in said


@pytest.mark.parametrize("paper", Paper)
def test_a_long_circle_beside_a_long_name_leaves_both_readable(paper):
    made = board(paper)
    long = replace(made, head="东溪镇柏林村第三党支部", number="党内公开，贴在只有党员看的地方　2026年11月　第1版")
    said = pdf(long)
    assert len(pypdf.PdfReader(io.BytesIO(said)).pages) == 1
    assert [words for words, *_ in spots(said) if "柏" in words] == ["东溪镇柏林村第三党支部"], (
        "no line of single signs"
    )


@pytest.mark.parametrize("paper", Paper)
def test_the_foot_of_a_longer_notice_is_never_alone_on_its_sheet(paper):
    """Whatever the length: the last words stand over the foot, and no heading is the last line of a sheet."""
    several = 0
    for times in (3, 6, 9, 14):
        made = pdf(board(paper, times))
        pages = [page_text(made, number) for number in range(len(pypdf.PdfReader(io.BytesIO(made)).pages))]
        several += len(pages) > 1
        assert "结果没有意见。" in pages[-1] and "撤下：" in pages[-1]
        assert not any(page.endswith(("内容", "程序", "结果")) for page in pages)
    assert several


@covers("R174")
def test_nothing_is_drawn_that_looks_like_a_seal():
    for page in pypdf.PdfReader(io.BytesIO(pdf(LETTER))).pages:
        drawn = page.get_contents().get_data().split()
        assert not list(page.images) and drawn.count(b"c") == 0  # no picture and no curve: a seal is round
    assert not docx.Document(io.BytesIO(word(LETTER))).inline_shapes


def test_type_that_is_missing_falls_back_and_the_sites_own_comes_first(settings, tmp_path):
    settings.GONGKAI_FONTS = str(tmp_path / "none")
    for one in (printer._fonts, printer.faces):
        one.cache_clear()
    assert printer.faces()[law.FANGSONG] == ["Noto Serif SC"]
    fonts = {font["/BaseFont"].split("+")[-1] for font in _fonts(pdf(LETTER))}
    assert all(name.startswith(("NotoSerifSC", "NotoSansSC")) for name in fonts)
    settings.GONGKAI_FONTS = str(tmp_path)
    shutil.copy(pylopdf_fonts_zh_cn.sans_path(), tmp_path / "own.otf")
    for one in (printer._fonts, printer.faces):
        one.cache_clear()
    assert page_text(pdf(LETTER)).count("王桂兰") == 1
    for one in (printer._fonts, printer.faces):
        one.cache_clear()


def _fonts(made: bytes) -> list:
    found = []
    for page in pypdf.PdfReader(io.BytesIO(made)).pages:
        found += [font.get_object() for font in page["/Resources"]["/Font"].values()]
    return found


def test_rare_characters_of_names_are_there():
    assert "綦䶮㛃" in page_text(pdf(Document("名单", (Text("綦䶮㛃"),)))) and "綦䶮㛃" in word_text(
        word(Document("名单", (Text("綦䶮㛃"),)))
    )


def test_words_are_never_markup():
    nasty = '#panic("x") *粗* $a$ [b] \\ <c> "d"'
    for read in (page_text(pdf(Document("题", (Text(nasty),)))), word_text(word(Document("题", (Text(nasty),))))):
        assert '#panic("x")' in read.replace("“", '"').replace("”", '"') and "*粗*" in read and "$a$" in read


@covers("R174")
def test_a_table_says_its_head_again_on_every_page_and_names_its_facts():
    rows = tuple((Cell(f"第{place}行"), Cell("值")) for place in range(120))
    form = Document(
        "登记簿", (Table((1, 1), ((Cell("事项", heading=True), Cell("结果", heading=True)), *rows), repeat=1),),
        page=Page.FORM, facts=(("编号", "500222TW03/2026-00045"),), address="http://example.test/item/1/",
    )  # fmt: skip
    pages = pypdf.PdfReader(io.BytesIO(pdf(form))).pages
    assert len(pages) > 2 and all("事项" in page.extract_text() for page in pages)
    assert "编号：500222TW03/2026-00045" in page_text(pdf(form))
    file = docx.Document(io.BytesIO(word(form)))
    assert len(file.tables[0].rows) == 121 and len(file.inline_shapes) == 1
    assert file.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_row_that_does_not_fit_its_table_is_no_table():
    with pytest.raises(ValueError, match="2 columns"):
        Table((1, 1), ((Cell("x"),),))
