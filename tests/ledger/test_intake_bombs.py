"""No uploaded file can exhaust or trick the server: bombs are refused or bounded (P22, P25)."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

import gongkai
from gongkai.ledger.intake import inspect
from gongkai.ledger.intake.process import answers
from gongkai.ledger.intake.tables import read_rows
from gongkai.rules.refusals import Refused
from tests.ledger import intake_files as made

MEGABYTE = 1 << 20
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'


def code(path: Path, name: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        inspect(path, name or path.name)
    assert refused.value.facts["name"] == (name or path.name)
    return refused.value.code


def noise(size: int) -> bytes:
    return os.urandom(size)


ZIPS = {
    "too many parts": ({f"xl/p{n}.xml": b"" for n in range(1001)}, "file_bomb"),
    "very many parts": ({f"p{n}": b"" for n in range(30_000)}, "file_bomb"),
    "unpacks to 110 MB": ({f"xl/{n}.xml": b"0" * (11 * MEGABYTE) for n in range(10)}, "file_bomb"),
    "one part a thousandfold": ({"xl/a.xml": b"0" * (20 * MEGABYTE)}, "file_bomb"),
    "bomb beside noise": ({"xl/a.xml": b"0" * (20 * MEGABYTE), "xl/n.bin": noise(MEGABYTE)}, "file_bomb"),
    "slip up": ({"../evil.xml": b"x"}, "file_broken"),
    "slip inside": ({"xl/../../evil.xml": b"x"}, "file_broken"),
    "absolute": ({"/etc/evil": b"x"}, "file_broken"),
    "backslashes": ({"xl\\..\\..\\evil": b"x"}, "file_broken"),
    "drive letter": ({"C:/evil": b"x"}, "file_broken"),
    "macros": ({"xl/vbaProject.bin": b"x"}, "file_macros"),
    "macros in capitals": ({"xl/VBAPROJECT.BIN": b"x"}, "file_macros"),
    "nested zip": ({"xl/more.zip": b"PK"}, "file_kind"),
    "program inside": ({"xl/embeddings/run.exe": b"MZ"}, "file_kind"),
}


@pytest.mark.parametrize("case", ZIPS)
def test_a_hostile_zip_is_refused_by_its_directory(tmp_path, case):
    parts, expected = ZIPS[case]
    path = made.zipped(tmp_path / "表.xlsx", {**made.XLSX_PARTS, **parts})
    assert path.stat().st_size < 20 * MEGABYTE
    assert code(path) == expected


def test_encryption_flags_are_refused(tmp_path):
    for flag in (0x1, 0x41):
        path = made.with_flag(made.zipped(tmp_path / "密.xlsx", made.XLSX_PARTS), flag)
        assert code(path) == "file_encrypted"


def test_parts_that_share_bytes_are_a_bomb(tmp_path):
    assert code(made.sharing_bytes(tmp_path / "叠.xlsx")) in ("file_bomb", "file_broken")


def test_a_link_inside_a_zip_is_refused(tmp_path):
    path = made.zipped(tmp_path / "链.docx", {"[Content_Types].xml": made.CONTENT_TYPES})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", b"<x/>")
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    assert code(path) == "file_broken"


def test_odd_packing_is_refused(tmp_path):
    path = made.zipped(tmp_path / "怪.xlsx", made.XLSX_PARTS, zipfile.ZIP_LZMA)
    assert code(path) == "file_broken"


def test_a_truncated_file_of_every_kind_is_refused(tmp_path):
    whole = {
        "半.docx": made.word(tmp_path / "a.docx", "党费公开"),
        "半.xlsx": made.excel(tmp_path / "a.xlsx", [["党费", 320]]),
        "半.jpg": made.photo(tmp_path / "a.jpg", (400, 300)),
        "半.png": made.photo(tmp_path / "a.png", (400, 300), "PNG"),
        "半.pdf": made.pdf(tmp_path / "a.pdf", "x"),
    }
    for name, source in whole.items():
        data = source.read_bytes()
        cut = tmp_path / name
        cut.write_bytes(data[: 20 if name.endswith("pdf") else len(data) // 2])
        assert code(cut) == "file_broken", name


def test_a_cell_in_the_last_corner_ends_the_child_and_not_the_server(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "头", "尾"
    path = tmp_path / "角.xlsx"
    book.save(path)
    assert code(path) == "file_heavy"
    script = (
        "import sys; from pathlib import Path\n"
        "from gongkai.ledger.intake.tables import read_rows\n"
        "from gongkai.rules.refusals import Refused\n"
        "try: list(read_rows(Path(sys.argv[1]), 'a.xlsx'))\n"
        "except Refused as refused: sys.exit(7 if refused.code == 'file_heavy' else 1)\n"
    )
    root = str(Path(gongkai.__file__).parents[1])
    done = subprocess.run([sys.executable, "-c", script, path], env={"PYTHONPATH": root}, cwd="/", capture_output=True)
    assert done.returncode == 7, done.stderr[-300:]


def test_a_million_declared_rows_end_after_a_thousand_blank_ones(tmp_path):
    path = made.excel(tmp_path / "空.xlsx", [["姓名"], ["甲"]])
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>z</t></is></c></row>'
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    made.repacked(path, {"xl/worksheets/sheet1.xml": SHEET % (b"<sheetData>" + first + last + b"</sheetData>")})
    rows = list(read_rows(path, path.name))
    assert rows[0] == (1, ["a"])
    assert len(rows) <= 1001


def test_entities_do_not_grow(tmp_path):
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 12)
    )
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&l;</w:t></w:r></w:p></w:body></w:document>'
    path = made.repacked(made.word(tmp_path / "笑.docx", "x"), {"word/document.xml": laughs + b"]>" + body})
    try:
        assert "haha" not in inspect(path, path.name).text
    except Refused as refused:
        assert refused.code in ("file_broken", "file_heavy")


def test_pictures_of_enormous_size_are_refused_before_they_are_painted(tmp_path):
    assert code(made.png_header(tmp_path / "大.png", 30_000, 30_000)) == "photo_pixels"
    assert code(made.png_header(tmp_path / "中.png", 8_000, 5_001)) == "photo_pixels"


def test_size_limits_of_pictures_and_other_files(tmp_path):
    for name, limit in (("a.jpg", 10), ("a.txt", 20), ("a.pdf", 20)):
        path = tmp_path / name
        path.write_bytes(b"\xff\xd8\xff" + b"0" * (limit * MEGABYTE))
        assert code(path) == "file_large"


def test_a_photo_is_decoded_in_the_limited_child_and_not_in_the_server(tmp_path):
    path = made.photo(tmp_path / "a.png", (4000, 4000), "PNG")
    with pytest.raises(Refused) as heavy:
        list(answers("photo", path, "大照片.png", memory=96 << 20))
    assert (heavy.value.code, heavy.value.facts["name"]) in {
        ("file_heavy", "大照片.png"),
        ("file_broken", "大照片.png"),
    }
    assert list(answers("photo", path, "大照片.png")) == [{"hidden": False, "size": [4000, 4000]}]
    script = "import sys, gongkai.ledger.intake; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 our own
