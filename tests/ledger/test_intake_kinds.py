"""A file is what its bytes say; only a short list is admitted, and every refusal names the file (P22, P25)."""

import hashlib

import pytest
from PIL import Image

from gongkai.ledger.intake import inspect
from gongkai.rules.refusals import Refused
from gongkai.rules.sentences.intake import REFUSALS
from tests.ledger import intake_files as made


def refused(path, name):
    with pytest.raises(Refused) as caught:
        inspect(path, name)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("空.txt", b"", "file_empty"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "file_old_office"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "file_old_office"),
        ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "file_encrypted"),
        ("程序.exe", b"MZ\x90\x00", "file_kind"),
        ("程序.txt", b"MZ\x90\x00rest", "file_kind"),
        ("网页.html", b"<html></html>", "file_kind"),
        ("网页.txt", b"  <!DOCTYPE html><script>1</script>", "file_kind"),
        ("图.svg", b"<svg onload='x'/>", "file_kind"),
        ("动.gif", b"GIF89a....", "file_kind"),
        ("歌.mp3", b"ID3....", "file_kind"),
        ("脚本.csv", b"#!/bin/sh\n", "file_kind"),
        ("假.pdf", b"hello", "file_false"),
        ("假.docx", b"hello", "file_false"),
        ("包.zip", b"PK\x03\x04rubbish", "file_broken"),
        ("无扩展名", b"hello", "file_kind"),
    ],
)
def test_what_is_not_admitted_is_refused(tmp_path, name, content, expected):
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert refused(path, name).code == expected


def test_a_lying_extension_is_named(tmp_path):
    picture = made.photo(tmp_path / "a", (10, 10))
    problem = refused(picture, "报表.xlsx")
    assert (problem.code, problem.facts["found"]) == ("file_lies", "jpg")
    assert refused(made.excel(tmp_path / "b.xlsx", [[1]]), "说明.docx").code == "file_lies"
    assert refused(made.pdf(tmp_path / "c.pdf", "x"), "c.txt").code == "file_lies"


def test_a_zip_that_is_no_document_is_refused(tmp_path):
    path = made.zipped(tmp_path / "a.zip", {"a.txt": b"x"})
    assert refused(path, "a.zip").code == "file_kind"


def test_every_refusal_has_its_sentence_with_the_file_name(tmp_path):
    problem = refused(made.photo(tmp_path / "a"), "报表.xlsx")
    sentence = REFUSALS[problem.code].format(**problem.facts)
    assert "报表.xlsx" in sentence
    assert all("{name}" in sentence for sentence in REFUSALS.values())


def test_admitted_kinds_tell_size_digest_and_media_type(tmp_path):
    files = {
        "a.docx": made.word(tmp_path / "a.docx", "党费"),
        "a.xlsx": made.excel(tmp_path / "a.xlsx", [["党费"]]),
        "a.pdf": made.pdf(tmp_path / "a.pdf", "dues"),
        "a.ofd": made.zipped(tmp_path / "a.ofd", {"OFD.xml": b"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>"}),
        "A.JPEG": made.photo(tmp_path / "a.jpg"),
        "a.png": made.photo(tmp_path / "a.png", form="PNG"),
    }
    for name, path in files.items():
        seen = inspect(path, name)
        content = path.read_bytes()
        assert (seen.size, seen.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert seen.extension == name.lower().rsplit(".", 1)[1].replace("jpeg", "jpg")


def test_photos_lose_place_and_camera(tmp_path):
    path = made.photo(tmp_path / "a.jpg", exif=made.located())
    assert b"CAMERAMARK" in path.read_bytes()
    seen = inspect(path, "照片.jpg")
    assert b"CAMERAMARK" not in path.read_bytes()
    with Image.open(path) as image:
        assert not image.getexif() and image.size == (40, 30)
    assert any("拍摄地点" in warning for warning in seen.warnings)


def test_a_turned_photo_is_set_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = made.photo(tmp_path / "a.jpg", (40, 30), exif=exif)
    inspect(path, "a.jpg")
    with Image.open(path) as image:
        assert image.size == (30, 40)
