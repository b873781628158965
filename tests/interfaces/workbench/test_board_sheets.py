"""The sheets of a disclosure day in one download, piece by piece: every edition once, in its own place, at once (R58, R70)."""

import io
import re
import zipfile
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.interfaces.jobs.command import main
from gongkai.interfaces.ui.papers import piles
from gongkai.interfaces.workbench.views import board_sheets
from gongkai.ledger import actions as ledger
from gongkai.ledger import queries as ledger_reading
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.factories.world import build_world, moment_of
from tests.interfaces.workbench.test_month import desk
from tests.publication.rows import published

MONTH = "2026-08"  # what `published` writes


@pytest.fixture
def world(db):
    today = timezone.localdate()
    world = build_world(moment_of(today), today)
    at = world.now - timedelta(days=3)
    for place in range(3):
        published(world.village.path, "public", title=f"公开的事{place}", content="<p>3户</p>", at=at)
    published(world.village.path, "party", title="只给党员看的党费", at=at)
    published(world.other_village.path, "public", title="别村的事", at=at)
    published(world.town.path, "individual", title="告知一个人的", at=at)
    return world


def files(answer) -> dict[str, str]:
    """Name and text of every PDF in the answer."""
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            name: "".join(
                "".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(archive.read(name))).pages
            )
            for name in archive.namelist()
        }


def get(user, address: str, **more):
    query = "&".join(f"{name}={value}" for name, value in ({"period": MONTH} | more).items())
    return desk(user).get(f"/desk/{address}?{query}")


@covers("R58", "R60", "R70")
def test_a_superior_takes_all_villages_at_once_and_inner_sheets_lie_apart(world):
    page = get(world.superior, "board-sheets/", org=world.town.code).content.decode()
    assert "5 张" in page and "下载全部 5 张" in page and "贴在只有党员看的地方" in page
    answer = get(world.superior, "board-sheets.zip", org=world.town.code)
    assert answer.streaming and answer["Content-Type"] == "application/zip" and answer["Cache-Control"] == "no-store"
    found = files(answer)
    assert [re.sub(r"^\d{4} ", "", name) for name in found] == [
        "上书村 党内公开，贴在只有党员看的地方.pdf", "上书村 社会公开.pdf", f"{world.other_village.short_name} 社会公开.pdf",
    ]  # fmt: skip
    inner, village, other = found.values()
    assert "只给党员看的党费" in inner and "公开的事" not in inner
    assert all(f"公开的事{place}" in village for place in range(3)) and "只给党员看" not in village
    assert "别村的事" in other and "告知一个人的" not in "".join(found.values())


def test_a_village_takes_its_own_and_a_stranger_none(world):
    mine = files(get(world.clerk, "board-sheets.zip"))
    assert len(mine) == 2 and "别村" not in "".join(mine.values())
    alone = files(get(world.superior, "board-sheets.zip", org=world.village.code, alone=1, paper="large"))
    assert len(alone) == 2
    assert get(world.superior, "board-sheets.zip", org=world.town.code, alone=1).status_code == 404
    assert get(world.charlie, "board-sheets.zip", org=world.village.code).status_code == 404
    for wrong in ({"paper": "a5"}, {"period": "2026-13"}):
        assert get(world.clerk, "board-sheets/", **wrong).status_code == 404
    empty = get(world.clerk, "board-sheets/", period="2026-01").content.decode()
    assert "还没有可以张贴的" in empty and "下载全部" not in empty


@covers("R58")
def test_the_signed_head_of_the_public_record_is_the_last_file_with_its_key(world, tmp_path):
    assert "公开记录签名页" not in get(world.clerk, "board-sheets/").content.decode(), "nothing is signed yet"
    clock = Actor.clock()
    ledger.sign_log(clock, log="public", now=world.now)
    (note,), (key,) = [ledger_reading.head(clock, log="public").note], ledger_reading.log_keys(clock)["public"]
    page = get(world.clerk, "board-sheets/").content.decode()
    assert reverse("portal:log_poster", args=["public"]) in page and 'data-pieces="3"' in page
    found = files(get(world.clerk, "board-sheets.zip"))
    assert len(found) == 3 and list(found)[-1] == "公开记录签名页.pdf"
    for name, text in found.items():
        said = text.replace("\u200b", "")
        assert key in said and all("".join(line.split()) in said for line in note.split("\n")), name
    assert main(["sheets", str(tmp_path), "--org", world.village.code, "--period", MONTH]) == 0
    assert (tmp_path / "公开记录签名页.pdf").exists()


def test_too_many_for_one_download_are_taken_place_by_place(world, monkeypatch):
    monkeypatch.setattr(board_sheets, "MOST", 3)
    page = get(world.superior, "board-sheets/", org=world.town.code).content.decode()
    assert "一次最多 3 张" in page and f"org={world.village.code}" in page and "下载全部" not in page
    assert get(world.superior, "board-sheets.zip", org=world.town.code).status_code == 404


def test_a_long_pile_is_cut_and_a_piece_is_sent_before_the_next_is_made(world, monkeypatch):
    monkeypatch.setattr(piles, "SHEETS", 2)
    made = []
    printed = piles.printer.pdf
    monkeypatch.setattr(
        piles, "printer", type("Printer", (), {"pdf": lambda *some: made.append(len(some)) or printed(*some)})
    )
    stream = get(world.clerk, "board-sheets.zip").streaming_content
    assert b"%PDF" in next(iter(stream)) and made == [1]
    rest = b"".join(stream)
    assert made == [1, 2, 1] and rest.count(b"%PDF") == 2


@covers("R58")
def test_the_command_writes_each_piece_and_says_how_far_it_is(world, tmp_path, capsys):
    folder = tmp_path / "sheets"
    assert main(["sheets", str(folder), "--org", world.town.code, "--period", MONTH]) == 0
    said = capsys.readouterr().out
    assert "1/5　" in said and "4/5　" in said and "5/5　" in said and "5张" in said
    assert len(list(folder.glob("*.pdf"))) == 3
    assert main(["sheets", str(folder), "--org", "nowhere", "--period", MONTH]) == 1
    assert main(["sheets", str(folder), "--org", world.town.code, "--period", "2026-01"]) == 1
    assert "没有可以张贴的" in capsys.readouterr().err
