"""The importer reads the real rules and files of every kind people send, or says why not."""

import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from gongkai.rulebook.parameter_files import digest, parameters
from gongkai.rulebook.regulation_files import MEGABYTE, SIZE_LIMIT, decode, read_regulation
from gongkai.rules.provisions import anchor
from gongkai.rules.refusals import Refused
from tests.covers import covers

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "qijiang-2011-detailed-rules.txt"
needs_the_real_rules = pytest.mark.skipif(
    not SEED.is_file(), reason="the folder shared/ with the real rules is not beside the checkout"
)

OWN = "云岭县值班办法\n第一条 白天值班：\n（一）守电话；\n（二）记来访。\n第二条 夜里值班。\n"


@pytest.fixture(scope="module")
def rules():
    return read_regulation(SEED)


@needs_the_real_rules
@covers("R1")
def test_the_real_rules_have_six_chapters_and_fifteen_articles(rules):
    assert [(chapter.number, chapter.title, len(chapter.articles)) for chapter in rules.chapters] == [
        (1, "总则", 4),
        (2, "党务公开的内容", 1),
        (3, "党务公开的程序、方式和时限", 3),
        (4, "党务公开的制度建设", 1),
        (5, "党务公开的组织领导", 3),
        (6, "附则", 3),
    ]
    assert [article.number for article in rules.articles] == list(range(1, 16))
    assert rules.irregularities() == ()


@needs_the_real_rules
@covers("R1")
def test_the_real_rules_have_every_numbered_item(rules):
    items = {a.number: [item.number for item in a.items] for a in rules.articles if a.items}
    assert items == {n: list(range(1, last + 1)) for n, last in [(4, 6), (5, 8), (6, 4), (8, 4), (9, 8)]}
    assert rules.anchors()["art-8-3"].startswith("分期公开")
    assert rules.anchors()["art-9-3"].startswith("依申请公开")
    assert len([a for a in rules.articles if a.number == 10][0].paragraphs) == 3


@needs_the_real_rules
@covers("R1")
def test_the_real_rules_head_and_copies(rules):
    assert rules.title == "綦江县党的基层组织党务公开实施细则"
    assert rules.issuer == "中共綦江县委办公室"
    assert rules.document_number is None
    assert rules.issued_on == date(2011, 6, 21)
    assert rules.addressees == (
        "各街道党工委",
        "各镇党委",
        "县委各部委办局",
        "县级各部门党组（党委、党工委）",
        "各人民团体党组织",
        "在綦市管单位党组织",
    )
    assert rules.copied_to == (
        "县人大常委会办公室",
        "县政府办公室",
        "县政协办公室",
        "县纪委",
        "县人武部",
        "县法院",
        "县检察院",
    )
    assert rules.keywords == ("党务公开", "实施细则", "通知")


@needs_the_real_rules
@covers("R4")
def test_the_real_rules_name_what_they_rest_on(rules):
    assert rules.basis == ("中办发〔2010〕29号", "渝委办发〔2011〕21号")


@needs_the_real_rules
@covers("R1", "R4")
def test_the_digest_and_the_real_rules_have_the_same_anchors(rules):
    own = [slug for slug in rules.anchors() if slug.startswith("art-") and "-p" not in slug]
    assert list(digest().places()) == own
    assert [chapter.title for chapter in digest().chapters] == [chapter.title for chapter in rules.chapters]


@needs_the_real_rules
@covers("R1")
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_encoding_makes_no_difference(rules, tmp_path, encoding):
    path = tmp_path / "rules.TXT"
    path.write_bytes(decode(SEED.read_bytes()).encode(encoding))
    assert read_regulation(path) == rules


@needs_the_real_rules
@covers("R1")
def test_a_docx_of_the_real_rules_gives_the_same_tree(rules, tmp_path):
    document = docx.Document()
    for line in decode(SEED.read_bytes()).splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "rules.docx")
    assert read_regulation(tmp_path / "rules.docx") == rules


def test_tables_in_a_docx_are_read_where_they_stand(tmp_path):
    document = docx.Document()
    document.add_paragraph("第一条 值班的安排")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "白天归办公室。"
    table.cell(1, 0).text = "夜里归门卫。"
    table.cell(1, 1).text = "节假日归领导。"
    document.add_paragraph("第二条 施行")
    document.save(tmp_path / "rules.docx")
    first, second = read_regulation(tmp_path / "rules.docx").articles
    assert (first.heading, first.paragraphs) == (
        "值班的安排",
        ("白天归办公室。", "夜里归门卫。", "节假日归领导。"),
    )
    assert second.paragraphs == ("施行",)


@covers("R1")
def test_a_small_text_is_read_by_the_name_people_gave_it(tmp_path):
    path = tmp_path / "upload-0001"
    path.write_text(OWN, encoding="gb18030")
    regulation = read_regulation(path, name="值班办法.txt")
    assert regulation.title == "云岭县值班办法"
    assert regulation.anchors()["art-1-2"] == "记来访。"
    assert anchor("第一条(二)") in regulation.anchors()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF-1.7", "regulation_file_kind"),
        ("a", OWN.encode(), "regulation_file_kind"),
        ("a.txt", b"", "regulation_empty"),
        ("a.txt", b"\x81\xff\xff", "regulation_file_encoding"),
        ("a.txt", b"\xef\xbb\xbf\xd6\xd0", "regulation_file_encoding"),
        ("a.txt", b" " * (SIZE_LIMIT + 1), "regulation_file_too_large"),
        ("a.docx", OWN.encode(), "regulation_file_damaged"),
        ("a.txt", "开会。".encode(), "regulation_without_articles"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read_regulation(path)
    assert refusal.value.code == code


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused) as refusal:
        read_regulation(tmp_path / "没有.txt")
    assert (refusal.value.code, refusal.value.facts) == ("regulation_file_missing", {"name": "没有.txt"})


def test_the_refusal_says_at_which_byte_the_text_breaks(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("值班".encode("gb18030") + b"\xff")
    with pytest.raises(Refused) as refusal:
        read_regulation(path)
    assert refusal.value.facts == {"name": "a.txt", "byte": 5}


def test_a_docx_that_unpacks_to_too_much_is_refused_unopened(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part in range(11):
            package.writestr(f"word/media/{part}.bin", b"\0" * (10 * 1024 * 1024))
    assert path.stat().st_size < SIZE_LIMIT
    with pytest.raises(Refused) as refusal:
        read_regulation(path)
    assert refusal.value.code == "regulation_file_too_large"
    assert refusal.value.facts["limit"] == 100


def test_a_zip_that_is_no_document_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "值班")
    with pytest.raises(Refused) as refusal:
        read_regulation(path)
    assert refusal.value.code == "regulation_file_damaged"


def test_the_size_limit_is_the_one_the_rulebook_shows():
    assert parameters().int("upload_regulation", date(2031, 5, 6)) * MEGABYTE == SIZE_LIMIT


def test_a_docx_cut_short_is_refused(tmp_path):
    document = docx.Document()
    document.add_paragraph("第一条 值班。")
    document.save(tmp_path / "whole.docx")
    (tmp_path / "half.docx").write_bytes((tmp_path / "whole.docx").read_bytes()[:9000])
    with pytest.raises(Refused) as refusal:
        read_regulation(tmp_path / "half.docx")
    assert refusal.value.code == "regulation_file_damaged"
