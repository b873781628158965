"""A package by RFC 8493: every corruption is found, and another program reads its lists (P38)."""

import random
import subprocess
import unicodedata

import pytest

from gongkai.archive import bags

NAMES = ["index.html", "items/é-党费.json", "files/100%.pdf", "files/two words.txt", "a/b/c/deep.bin"]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "source.pdf"
    path.write_bytes(b"%PDF" * 400_000)
    return path


@pytest.fixture
def bag(tmp_path, source):
    parts = [(name, f"inhalt {name}".encode()) for name in NAMES]
    bags.write(
        tmp_path / "bag", parts=[*parts, ("files/big.pdf", source)], info={"Source-Organization": "上书村\n党支部"}
    )
    return tmp_path / "bag"


def test_what_was_just_written_is_complete(bag):
    assert bags.check(bag) == []
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    info = (bag / "bag-info.txt").read_text().splitlines()
    size = sum(path.stat().st_size for path in (bag / "data").rglob("*") if path.is_file())
    assert info == [f"Payload-Oxum: {size}.6", "Source-Organization: 上书村 党支部"]


@pytest.mark.parametrize("name", [bags.MANIFEST, bags.SEAL])
def test_another_program_agrees_with_the_lists(bag, name):
    (bag / "data/files/100%.pdf").rename(bag / "data/files/100%25.pdf")  # it does not know the escape of the RFC
    done = subprocess.run(["sha512sum", "--check", "--strict", name], cwd=bag, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def flip(bag, name):
    path = bag / name
    content = bytearray(path.read_bytes())
    content[random.Random(name).randrange(len(content))] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("name", [*(f"data/{name}" for name in NAMES), "data/files/big.pdf", "bag-info.txt"])
def test_one_bit_is_found(bag, name):
    flip(bag, name)
    assert bags.check(bag) == [bags.Difference(name, "changed")]


@pytest.mark.parametrize("name", ["bagit.txt", bags.MANIFEST, bags.SEAL])
def test_one_bit_in_a_list_is_found(bag, name):
    flip(bag, name)
    assert bags.check(bag) != []


@pytest.mark.parametrize("name", [f"data/{NAMES[1]}", "bagit.txt", "bag-info.txt", bags.MANIFEST, bags.SEAL])
def test_what_is_gone_is_found(bag, name):
    (bag / name).unlink()
    assert any(one.what == "missing" and one.path == name for one in bags.check(bag))


@pytest.mark.parametrize("name", ["data/new.txt", "data/items/.hidden", "notes.txt"])
def test_what_was_added_is_found(bag, name):
    (bag / name).write_text("x")
    assert bags.check(bag) == [bags.Difference(name, "untracked")]


def test_a_new_name_is_found(bag):
    old = f"data/{NAMES[1]}"
    new = unicodedata.normalize("NFD", old)
    assert new != old
    (bag / old).rename(bag / new)
    assert {(one.path, one.what) for one in bags.check(bag)} == {(old, "missing"), (new, "untracked")}


def test_a_link_to_a_folder_is_found(bag, tmp_path):
    (bag / "data/more").symlink_to(tmp_path)
    assert bags.check(bag) == [bags.Difference("data/more", "untracked")]


@pytest.mark.parametrize("line", ["data/index.html", f"{'0' * 128}  ../outside", f"{'0' * 128}  /etc/hostname", ""])
def test_a_line_that_leads_outside_or_is_none_is_said(bag, line):
    with open(bag / bags.MANIFEST, "a") as manifest:
        manifest.write(f"{line}\n")
    assert bags.Difference(bags.MANIFEST, "unreadable") in bags.check(bag)


def test_a_list_that_is_no_text_is_said(bag):
    (bag / bags.MANIFEST).write_bytes(b"\xff\xfe")
    assert bags.Difference(bags.MANIFEST, "unreadable") in bags.check(bag)


def test_an_interrupted_package_leaves_nothing(tmp_path):
    def parts():
        yield "one.txt", b"1"
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        bags.write(tmp_path / "bag", parts=parts(), info={})
    assert list(tmp_path.iterdir()) == []
