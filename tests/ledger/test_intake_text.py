"""The text of a document holds everything a reader could dig out, so that the privacy check sees it (P29)."""

import openpyxl
import pytest
from openpyxl.comments import Comment

from gongkai.ledger.intake import inspect
from gongkai.ledger.models import StoredFile
from gongkai.rules.refusals import Refused
from gongkai.rules.search_text import BESIDE
from tests.ledger import intake_files as made

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_word_tables_headers_and_author_are_in_the_text(tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("正文一段")
    cell = document.add_table(1, 2).rows[0].cells[1]
    cell.text = "表格一格"
    cell.add_table(1, 1).rows[0].cells[0].text = "表中之表"
    document.sections[0].header.paragraphs[0].text = "页眉一行"
    document.core_properties.author = "演示作者"
    document.core_properties.last_modified_by = "演示改稿人"
    document.save(str(tmp_path / "a.docx"))
    seen = inspect(tmp_path / "a.docx", "a.docx")
    for words in ("正文一段", "表格一格", "表中之表", "页眉一行", "演示作者", "演示改稿人"):
        assert words in seen.text, words
    assert any("演示作者" in warning for warning in seen.warnings)
    assert "演示" not in StoredFile(text=seen.text).seen_text


def test_word_deleted_and_hidden_words_are_in_the_text(tmp_path):
    path = made.word(tmp_path / "a.docx", "x")
    body = (
        f"<w:document {W}><w:body><w:p><w:del><w:r><w:delText>删掉的字</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起的字</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        "</w:p></w:body></w:document>"
    )
    made.repacked(path, {"word/document.xml": body.encode()})
    seen = inspect(path, "a.docx")
    for words in ("删掉的字", "藏起的字", "框里的字"):
        assert words in seen.text, words
    shown = StoredFile(text=seen.text).seen_text
    assert "框里的字" in shown and "删掉的字" not in shown and "藏起的字" not in shown, "checked, and never found"
    assert any("修订" in warning for warning in seen.warnings)
    assert any("隐藏文字" in warning for warning in seen.warnings)


def test_words_that_are_shown_again_are_seen_and_a_number_cut_by_a_deletion_is_still_checked(tmp_path):
    path = made.word(tmp_path / "a.docx", "x")
    body = (
        f'<w:document {W}><w:body><w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>又显示的字</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>电话023-0000</w:t></w:r><w:moveFrom><w:r><w:t>1234</w:t></w:r></w:moveFrom></w:p>"
        "</w:body></w:document>"
    )
    made.repacked(path, {"word/document.xml": body.encode()})
    seen = inspect(path, "a.docx")
    shown = StoredFile(text=seen.text).seen_text
    assert "又显示的字" in shown and "电话023-0000" in shown and "1234" not in shown
    assert "电话023-00001234" in seen.text


def test_a_number_split_over_runs_stays_in_one_piece(tmp_path):
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("电话")
    for piece in ("023-", "0000", "1234"):
        paragraph.add_run(piece).bold = piece == "0000"
    document.save(str(tmp_path / "a.docx"))
    assert "电话023-00001234" in inspect(tmp_path / "a.docx", "a.docx").text


def test_excel_hidden_sheets_columns_rows_and_comments_are_in_the_text(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["C9"] = "看得见", "藏着的列"
    book.active.column_dimensions["C"].hidden = True
    book.active["A1"].comment = Comment("批注的字", "批注人")
    hidden = book.create_sheet("底表")
    hidden["A1"], hidden.sheet_state = "底表的字", "veryHidden"
    book.properties.creator = "演示作者"
    book.save(tmp_path / "a.xlsx")
    seen = inspect(tmp_path / "a.xlsx", "a.xlsx")
    for words in ("看得见", "藏着的列", "批注的字", "底表的字", "演示作者"):
        assert words in seen.text, words
    shown = StoredFile(text=seen.text).seen_text
    assert "看得见" in shown and "底表的字" not in shown and "演示作者" not in shown
    for words in ("底表", "隐藏的行或列", "批注", "演示作者"):
        assert any(words in warning for warning in seen.warnings), words


def test_pdf_text_and_author(tmp_path):
    seen = inspect(made.pdf(tmp_path / "a.pdf", "dues 320", author="Demo Author"), "a.pdf")
    assert "dues 320" in seen.text and "Demo Author" in seen.text
    assert any("Demo Author" in warning for warning in seen.warnings)
    assert seen.pages == 1
    shown = StoredFile(text=seen.text).seen_text
    assert "dues 320" in shown and "Demo Author" not in shown, "the properties are checked, and never found by a search"


def test_a_scanned_pdf_says_that_nothing_can_be_read(tmp_path):
    seen = inspect(made.pdf(tmp_path / "a.pdf"), "a.pdf")
    assert any("没有文字层" in warning for warning in seen.warnings)


def test_an_encrypted_pdf_is_refused(tmp_path):
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("demo", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(Refused) as refused:
        inspect(tmp_path / "a.pdf", "a.pdf")
    assert refused.value.code == "file_encrypted"


def test_a_pdf_that_carries_scripts_warns(tmp_path):
    script = "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
    seen = inspect(made.pdf(tmp_path / "a.pdf", "x", catalog=script), "a.pdf")
    assert any("脚本" in warning for warning in seen.warnings)


def test_ofd_words_are_read(tmp_path):
    page = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode X="0">版式的字</ofd:TextCode></ofd:Page>'
    root = b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'
    path = made.zipped(tmp_path / "a.ofd", {"OFD.xml": root, "Doc_0/Pages/Page_0/Content.xml": page.encode()})
    seen = inspect(path, "a.ofd")
    assert "版式的字" in seen.text and seen.pages == 1


def test_pictures_ask_for_human_eyes(tmp_path):
    seen = inspect(made.photo(tmp_path / "a.png", form="PNG"), "a.png")
    assert seen.text == "" and seen.pages == 1 and any("请人看一遍" in warning for warning in seen.warnings)


def test_excel_a_search_finds_no_word_of_a_hidden_row_or_column_and_the_checks_do(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "封面"
    sheet = book.create_sheet("发放表")
    for place, cells in ((3, ("姓名", "金额", "身份")), (4, ("甲户", "600", "底号A")), (5, ("乙户", "800", "底号B"))):
        for column, text in enumerate(cells, 2):
            sheet.cell(place, column, text)
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[5].hidden = True
    book.save(tmp_path / "a.xlsx")
    whole = inspect(tmp_path / "a.xlsx", "发放表.xlsx").text
    seen, _, beside = whole.partition(BESIDE)
    assert "甲户\t600" in seen and "姓名\t金额" in seen
    assert not any(word in seen for word in ("底号", "身份", "乙户", "800"))
    assert "甲户\t600\t底号A" in beside and "乙户\t800\t底号B" in beside, "whole lines: a number cut in two is found"
