"""The public package of a year: whole, checkable without us, and nothing in it that a visitor may not read."""

import json

import pytest
from django.db.models import F
from django.utils import timezone

from gongkai.archive import bags
from gongkai.interfaces.jobs import archive as command
from gongkai.interfaces.ui import verifier
from gongkai.ledger.actions import sign_log
from gongkai.ledger.actions.files import file_path
from gongkai.ledger.models import AuditEvent, Leaf, LeafSalt, StoredFile, TransparencyLog
from gongkai.publication import actions as publishing
from gongkai.publication.numbers import slug
from gongkai.rules.actor import Actor
from tests.archive import shelf
from tests.covers import covers
from tests.publication.county import DUES, FUNDS, INDOORS, MEETING, STUDY, county
from tests.publication.rows import START, published

pytestmark = pytest.mark.django_db
SECRET = "只给党员看的话"


@pytest.fixture
def place(db):
    return county()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "package"


def run(place, folder, what="pack", year=2026):
    words = [what, str(folder)]
    return command.main([*words, "--org", place.world.village.code, "--year", str(year)] if what == "pack" else words)


def everything(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()).decode()


@covers("R175")
def test_a_year_is_packed_and_every_proof_holds_without_us(place, folder, capsys):
    edition = place.published(FUNDS)
    assert run(place, folder) == 0 and bags.check(folder) == []
    name = f"items/{slug(edition.disclosure.number)}-v1"
    data = folder / "data"
    assert "186.00元" in (data / f"{name}.html").read_text() and f"{name}.html" in (data / "index.html").read_text()
    told = json.loads((data / f"{name}.data.json").read_text())
    assert told["title"].endswith("党费收缴情况") and told["archive_code"] == "", "nothing is filed yet"
    words = [str(data / f"{name}.json"), str(data / f"{name}.tlog-proof"), "--key", str(data / "log/keys.txt")]
    assert verifier.main(words) == 0 and verifier.WELL in capsys.readouterr().out
    (data / f"{name}.json").write_text((data / f"{name}.json").read_text().replace("186.00", "168.00"))
    assert verifier.main(words) == 1


def test_nothing_of_the_party_is_in_it(place, folder):
    place.published(FUNDS)
    inside = place.approved(DUES, content=f"<p>{SECRET}</p>", title=f"{SECRET}一")
    place.release(inside, MEETING, INDOORS)
    half = place.approved(STUDY, content=f"<p>{SECRET}</p>", title=f"{SECRET}二")
    place.release(half, MEETING)
    assert run(place, folder) == 0
    said = everything(folder)
    assert SECRET not in said and "186.00元" in said
    for edition in (inside, half):
        edition.disclosure.refresh_from_db()
        assert edition.disclosure.number and edition.disclosure.number not in said


def test_what_was_withdrawn_leaves_its_explanation_only(place, folder):
    edition = place.published(FUNDS)
    change = place.withdrawal(edition)
    publishing.explain_change(place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today)
    assert run(place, folder) == 0
    said = everything(folder)
    assert "原件金额有误，现予撤销。" in said and "元" not in said and "党费收缴" not in said


def test_what_is_hidden_for_now_is_not_in_it(place, folder):
    edition = place.published(FUNDS)
    publishing.take_down(place.at("head"), edition_id=edition.pk, remark="有误", now=place.later(), today=place.today)
    assert run(place, folder) == 0
    assert "186元" not in everything(folder) and "186.00" not in everything(folder)


def attached(village, token, size, *circles):
    row = published(village.path, *circles, title="附有票据")[0]
    StoredFile.objects.create(
        token=token,
        name="票据.pdf",
        extension="pdf",
        media_type="application/pdf",
        size=size,
        sha256="0",
        stored_at=START,
    )
    row.revision.attachments = [token]
    row.revision.save()
    return row


def test_attachments_come_along_and_only_those_of_public_items(place, folder, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for token in ("a" * 32, "b" * 32):
        path = file_path(token, "pdf")
        path.parent.mkdir(parents=True)
        path.write_bytes(token.encode())
    attached(place.world.village, "a" * 32, 32, "party", "public")
    attached(place.world.village, "b" * 32, 32, "party")
    attached(place.world.village, "c" * 32, 0, "public")  # lawfully removed: a row without bytes
    assert run(place, folder) == 0
    assert [path.name for path in (folder / "data/files").iterdir()] == [f"{'a' * 32}.pdf"]


def test_another_year_and_another_organization_are_not_in_it(place, folder, capsys):
    place.published(FUNDS)
    published("000100019999", "public", title="别处的事")
    assert run(place, folder, year=2025) == 1
    assert "2025年没有公开过的内容" in capsys.readouterr().err and not folder.exists()
    assert run(place, folder) == 0 and "别处的事" not in everything(folder)


def test_a_package_is_never_written_over(place, folder, capsys):
    place.published(FUNDS)
    assert run(place, folder) == 0
    before = everything(folder)
    assert run(place, folder) == 1
    assert "不覆盖" in capsys.readouterr().err and everything(folder) == before


def test_a_log_that_must_not_be_signed_is_not_packed(place, folder, capsys, unguarded):
    place.published(FUNDS)
    run(place, folder)
    sign_log(Actor.clock(), log="public", now=timezone.now())  # the package's own leaf too
    last = Leaf.objects.filter(log="public").latest("seq")
    LeafSalt.objects.filter(leaf=last).delete()
    last.delete()
    TransparencyLog.objects.filter(pk="public").update(size=F("size") - 1)
    assert run(place, folder.with_name("second")) == 1
    assert "gongkai log recover" in capsys.readouterr().err and not folder.with_name("second").exists()


def test_the_check_knows_the_package_that_was_sealed(place, folder, capsys):
    place.published(FUNDS)
    assert run(place, folder) == 0 and run(place, folder, "check") == 0
    assert "和封存时一样" in capsys.readouterr().out
    event = AuditEvent.objects.get(verb="archive.pack")
    assert event.facts == {"year": 2026, "lines": 1, "seal": bags.digest(folder / bags.SEAL)}


def test_the_check_names_the_file_that_differs(place, folder, capsys):
    place.published(FUNDS)
    run(place, folder)
    (folder / "data/index.html").write_text("")
    assert run(place, folder, "check") == 1
    assert "data/index.html：被改过" in capsys.readouterr().out


def test_lists_that_were_rewritten_with_the_file_do_not_pass(place, folder, tmp_path, capsys):
    place.published(FUNDS)
    run(place, folder)
    parts = [(str(one.relative_to(folder / "data")), one) for one in (folder / "data").rglob("*") if one.is_file()]
    info = dict(line.split(": ", 1) for line in (folder / "bag-info.txt").read_text().splitlines())
    bags.write(tmp_path / "forged", parts=[*parts, ("more.txt", b"1")], info=info | {"Payload-Oxum": "1.1"})
    assert bags.check(tmp_path / "forged") == []
    assert run(place, tmp_path / "forged", "check") == 1
    assert "没有封存过这样的包" in capsys.readouterr().out


@covers("R53", "R175")
def test_a_filed_item_says_under_which_code_it_is_kept(place, folder):
    row = shelf.record(place)
    assert run(place, folder) == 0
    name = f"items/{slug(row.number)}-v1"
    assert f"档号 {row.code}" in (folder / "data" / f"{name}.html").read_text()
    assert json.loads((folder / "data" / f"{name}.data.json").read_text())["archive_code"] == row.code
