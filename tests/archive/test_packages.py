"""The package of a year, asked for at the desk, made in the background, kept and checked (R175, P38)."""

import zipfile

import pytest

from gongkai.archive import actions, bags, queries
from gongkai.archive.models import Package
from gongkai.interfaces.jobs import archiving, loop, packages
from gongkai.ledger import queries as ledger
from gongkai.ledger.models import AuditEvent, Leaf, Outbox
from gongkai.rules.refusals import Refused
from tests.archive.shelf import CLOCK, closed, keeper
from tests.covers import covers
from tests.publication.county import FUNDS, STUDY, county


@pytest.fixture
def place(db):
    return county()


def refusal(act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def asked(place, who, year=2026):
    return actions.ask_package(who, org_id=place.world.village.pk, year=year, now=place.later(), today=place.today)


def made(place, row):
    (job,) = Outbox.objects.filter(kind=packages.KIND, payload__package=row.pk)
    assert loop.HANDLERS[job.kind] is packages.make
    said = packages.make(job.payload, place.later())
    row.refresh_from_db()
    return said


@covers("R175")
def test_a_year_becomes_one_file_that_needs_nothing_of_us(place, tmp_path):
    closed(place)
    who = place.world.actor(keeper(place))
    row = asked(place, who)
    assert refusal(asked, place, who).code == "package_making" and row.is_making
    assert refusal(queries.package_file, who, package_id=row.pk).hidden
    assert made(place, row) == "Z01-C012026年归档包：1行"
    assert row.is_ready and row.size > 1000
    path, _ = queries.package_file(who, package_id=row.pk)
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "out")
    (bag,) = (tmp_path / "out").iterdir()
    assert bags.check(bag) == [] and bags.digest(bag / bags.SEAL) == row.seal
    assert sorted(one.name for one in path.parent.iterdir()) == [row.name]  # nothing half made is left
    leaf = Leaf.objects.get(key__startswith="archive:")
    assert f'"seal":"sha512:{row.seal}"' in leaf.entry and ledger.check_log(CLOCK, log="public") == []


@covers("R175")
def test_a_new_one_takes_the_place_of_the_old_one(place):
    closed(place)
    who = place.world.actor(keeper(place))
    first = asked(place, who)
    made(place, first)
    closed(place, STUDY)
    second = asked(place, who)
    made(place, second)
    rows = queries.packages(who, path=place.world.village.path)
    assert [(row.pk, row.is_ready, row.superseded) for row in rows] == [
        (second.pk, True, False), (first.pk, False, True),
    ], "the one to take comes first, the other is said to be out of date"  # fmt: skip
    assert refusal(queries.package_file, who, package_id=first.pk).hidden
    assert packages.make({"package": second.pk}, place.later()).endswith("2行")  # asked again: it is there


def test_progress_is_told_on_the_way(place, monkeypatch):
    from gongkai.archive.actions import packing

    monkeypatch.setattr(packing, "STEP", 1)
    closed(place)
    row = asked(place, place.world.actor(keeper(place)))
    told = []
    original = packing.pack

    def spied(*args, progress, **more):
        return original(*args, progress=lambda *how: (told.append(how), progress(*how)), **more)

    monkeypatch.setattr("gongkai.archive.actions.packages.pack", spied)
    made(place, row)
    assert told == [(1, 2), (2, 2)] and (row.done, row.total) == (2, 2)


def test_an_empty_year_says_why(place):
    who = place.world.actor(keeper(place))
    row = asked(place, who, 2025)
    made(place, row)
    assert row.has_failed and "没有公开过的内容" in row.said
    again = asked(place, who, 2025)  # it can be asked for again
    assert [one.pk for one in queries.packages(who, path=place.world.village.path)] == [again.pk, row.pk]


@covers("R175")
def test_only_the_archivist_asks_and_takes(place):
    closed(place)
    assert refusal(asked, place, place.at("clerk")).code == "no_permission"
    assert refusal(asked, place, place.at("charlie")).hidden
    who = place.world.actor(keeper(place))
    assert refusal(asked, place, who, 1999).code == "package_year"
    row = asked(place, who)
    made(place, row)
    for other in (place.at("clerk"), place.at("charlie"), place.world.visitor):
        assert queries.packages(other, path=place.world.village.path) == []
        assert refusal(queries.package_file, other, package_id=row.pk).hidden
    assert Package.objects.count() == 1


def test_a_changed_byte_of_a_package_is_named(place):
    closed(place, FUNDS)
    who = place.world.actor(keeper(place))
    row = asked(place, who)
    made(place, row)
    path, _ = queries.package_file(who, package_id=row.pk)
    archiving.check(CLOCK, place.today, place.later(), whole=True)
    assert queries.damages(CLOCK) == []
    right = path.read_bytes()
    path.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
    archiving.check(CLOCK, place.today, place.later(), whole=True)
    assert [(one.name, one.what) for one in queries.damages(CLOCK)] == [(f"packages/{row.name}", "changed")]


BASIS = "个人信息保护法第四十七条，县办批准"


def removed(place, edition, hooks):
    """The item is lawfully removed, up to what happens after the commit."""
    with hooks(execute=True):
        return actions.redact_item(CLOCK, number=edition.disclosure.number, basis=BASIS, now=place.later())


@covers("R175")
def test_what_was_lawfully_removed_is_in_no_package_that_is_handed_out(place, django_capture_on_commit_callbacks):
    edition = closed(place)
    closed(place, STUDY)
    who = place.world.actor(keeper(place))
    row = asked(place, who)
    made(place, row)
    path, _ = queries.package_file(who, package_id=row.pk)
    done = removed(place, edition, django_capture_on_commit_callbacks)
    assert (done.texts, done.packages) == (2, 1) and not path.exists()
    row.refresh_from_db()
    assert row.is_removed and refusal(queries.package_file, who, package_id=row.pk).code == "package_removed"
    assert refusal(queries.package_file, place.at("charlie"), package_id=row.pk).hidden
    assert AuditEvent.objects.get(verb="archive.remove_package").facts["number"] == edition.disclosure.number
    archiving.check(CLOCK, place.today, place.later(), whole=True)
    assert queries.damages(CLOCK) == []  # its absence is no damage
    again = asked(place, who)
    made(place, again)
    assert [one.pk for one in queries.packages(who, path=place.world.village.path)] == [again.pk, row.pk]
    with zipfile.ZipFile(queries.package_file(who, package_id=again.pk)[0]) as packed:
        words = b"".join(packed.read(name) for name in packed.namelist() if "/items/" in name).decode()
    assert "（内容已依法删除）" in words


def test_a_package_in_the_making_begins_anew_when_words_are_removed(place, django_capture_on_commit_callbacks):
    edition = closed(place)
    row = asked(place, place.world.actor(keeper(place)))

    def page(**shown):
        removed(place, edition, django_capture_on_commit_callbacks)
        return packages.page(**shown)

    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.make_package(
            CLOCK, package_id=row.pk, page=page, index=packages.index, tools=packages.tools(), now=place.later()
        )
    row.refresh_from_db()
    assert row.is_making
    made(place, row)
    assert row.is_ready


def test_a_package_of_another_year_stays(place, django_capture_on_commit_callbacks):
    edition = closed(place)
    who = place.world.actor(keeper(place))
    other = Package.objects.create(
        org=place.world.village, org_path=place.world.village.path, year=2025, state="ready", asked_at=place.now
    )
    assert removed(place, edition, django_capture_on_commit_callbacks).packages == 0
    other.refresh_from_db()
    assert other.is_ready and queries.packages(who, path=place.world.village.path) == [other]
