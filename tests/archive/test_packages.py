"""The package of a year, asked for at the desk, made in the background, kept and checked (R175, P38)."""

import zipfile

import pytest

from gongkai.archive import actions, bags, queries
from gongkai.archive.models import Package
from gongkai.interfaces.jobs import archiving, loop, packages
from gongkai.ledger import queries as ledger
from gongkai.ledger.models import Leaf, Outbox
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
    assert [row.pk for row in queries.packages(who, path=place.world.village.path)] == [second.pk]
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
    assert asked(place, who, 2025).is_making  # it can be asked for again


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
