"""The sheet for the board as Word: one sheet where the PDF is one, its foot whole, the codes where the words say (R174)."""

import io
import shutil
import subprocess
from dataclasses import replace

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from gongkai.interfaces.ui.papers.board import fitting
from gongkai.interfaces.ui.papers.pdf import pdf
from gongkai.interfaces.ui.papers.word import word
from gongkai.rules.channels import Paper
from gongkai.rules.documents import PAGES, Cell, Document, Style, Table, Text
from tests.covers import covers
from tests.interfaces.ui.papers.test_official import LETTER, board

OFFICE = shutil.which("soffice")
TABLE = Table((1.0, 1.0), tuple((Cell(f"第{place}项"), Cell("收入180.00元")) for place in range(4)), repeat=1)


def opened(one: Document):
    return docx.Document(io.BytesIO(word(one)))


def every_line(file) -> list:
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    return [*file.paragraphs, *(line for cell in cells for line in cell.paragraphs)]


@pytest.mark.parametrize("paper", Paper)
def test_each_line_of_a_sheet_says_how_high_it_is_and_no_grid_spreads_it(paper):
    file = opened(replace(board(paper), blocks=(*board(paper).blocks, TABLE)))
    assert file.sections[0]._sectPr.find(qn("w:docGrid")) is None
    lines = every_line(file)
    pictures = [line for line in lines if line._p.findall(".//" + qn("w:drawing"))]
    assert len(pictures) == 2 and len(lines) > 25
    for line in lines:
        spacing, grid = line._p.pPr.find(qn("w:spacing")), line._p.pPr.find(qn("w:snapToGrid"))
        assert grid is not None and grid.get(qn("w:val")) == "0"
        if line in pictures:
            assert spacing.get(qn("w:line")) is None, "a line of exact height cuts a picture"
        else:
            assert spacing.get(qn("w:lineRule")) == "exact"
    small = next(line for line in lines if line.text.startswith("公开记录签名"))
    size = small.runs[0].font.size.pt
    assert size < 11 and small.paragraph_format.line_spacing.pt < 1.5 * size


@covers("R174")
@pytest.mark.parametrize("paper", Paper)
def test_the_codes_of_a_sheet_stand_beside_the_words_that_name_their_side(paper):
    foot = opened(board(paper)).tables[-1]
    (code, *_, said), (small, *_, signed) = (list(row.cells) for row in foot.rows)
    assert "扫码看有没有新版" in said.text and code._tc.findall(".//" + qn("w:drawing"))
    assert "扫右边的码" in small.text and signed._tc.findall(".//" + qn("w:drawing"))
    assert not small._tc.findall(".//" + qn("w:drawing"))


@pytest.mark.parametrize("last", [Text("没有意见。"), TABLE], ids=["words", "table"])
def test_the_foot_of_a_sheet_in_word_stays_whole_with_the_last_words(last):
    file = opened(replace(board(Paper.LARGE), blocks=(*board(Paper.LARGE).blocks, last)))
    foot = file.tables[-1]
    rows = [*foot.rows, *([file.tables[-2].rows[-1]] if last is TABLE else [])]
    cells = [cell for row in rows for cell in row.cells]
    assert all(line.paragraph_format.keep_with_next for cell in cells for line in cell.paragraphs)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in foot.rows)
    over, behind = file.paragraphs[-2:]
    assert over.paragraph_format.keep_with_next and not behind.text and behind.paragraph_format.line_spacing.pt == 1
    if last is not TABLE:
        assert file.paragraphs[-3].text == last.text and file.paragraphs[-3].paragraph_format.keep_with_next


@pytest.mark.parametrize("one", [board(Paper.A4), LETTER], ids=["sheet", "letter"])
def test_a_heading_is_never_the_last_line_of_a_page_in_word(one):
    headings = {block.text for block in one.blocks if isinstance(block, Text) and block.style is Style.HEADING}
    found = [line for line in opened(one).paragraphs if line.text in headings]
    assert len(found) == len(headings) > 0 and all(line.paragraph_format.keep_with_next for line in found)


def test_what_a_paragraph_says_of_itself_stands_in_the_order_that_word_demands():
    order = ["keepNext", "pageBreakBefore", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc"]
    for one in (board(Paper.A4), LETTER):
        for line in every_line(opened(one)):
            names = [part.tag.split("}")[1] for part in line._p.pPr]
            assert names == sorted(names, key=order.index), names


def test_a_long_circle_stands_under_a_long_name_instead_of_being_broken():
    one = board(Paper.A4)
    assert opened(one).paragraphs[0].text == f"{one.head}\t{one.number}"
    long = replace(one, number="党内公开，贴在只有党员看的地方　2026年10月", head="东溪镇上书村党支部委员会党务公开")
    lines = opened(long).paragraphs
    assert [line.text for line in lines[:3]] == [long.head, long.number, long.title]
    assert [line._p.pPr.find(qn("w:pBdr")) is not None for line in lines[:2]] == [False, True]


def test_a_sheet_that_runs_over_by_little_is_set_smaller_and_others_are_not():
    whole = PAGES[board(Paper.A4).page]
    shares = [fitting(whole, board(Paper.A4, times)).body / whole.body for times in (1, 9, 30)]
    assert shares[0] == 1 and 0.87 < shares[1] < 1 and shares[2] == 1, "smaller type that saves no sheet is no use"


@pytest.mark.skipif(not OFFICE, reason="no LibreOffice on this machine")
def test_a_sheet_in_word_has_as_many_pages_as_the_pdf(tmp_path):
    made = {f"{paper}-{times}": board(paper, times) for paper in Paper for times in (1, 2, 9)}
    for name, one in made.items():
        (tmp_path / f"{name}.docx").write_bytes(word(one))
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(tmp_path / 'own').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, *tmp_path.glob("*.docx")], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name, one in made.items():
        pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / f"{name}.pdf").pages]
        assert len(pages) == len(pypdf.PdfReader(io.BytesIO(pdf(one))).pages), name
        assert "没有意见" in pages[-1] and "公开记录签名" in pages[-1] and "公钥" in pages[-1]
