"""Whoever is killed in the middle of an act has done all of it or nothing, and may press again (P9, P11)."""

import zipfile
from functools import partial

import pytest
from django.conf import settings
from django.db import connections

from gongkai.archive import actions as archiving
from gongkai.archive import queries as archive
from gongkai.disclosures import actions as disclosing
from gongkai.interfaces.jobs import packages
from gongkai.ledger import actions as keeping
from gongkai.ledger.models import Leaf
from gongkai.orgs import actions as organizing
from gongkai.participation import actions as voicing
from gongkai.publication import actions as publishing
from gongkai.rulebook.models import CatalogEntry
from tests.archive.shelf import CLOCK, closed, keeper
from tests.covers import covers
from tests.dice import THOROUGH
from tests.factories.parallel import file_database
from tests.faults.crashing import attempt, full_disk, points, whole_or_nothing
from tests.participation.test_parallel import sealed
from tests.participation.urn import village
from tests.publication.county import BOARD, FUNDS, MEETING, STUDY, county

EVERY = 1 if THOROUGH else 9  # statements from one point to the next

pytestmark = pytest.mark.django_db(transaction=True)


def release(place, edition, *ways):
    return partial(
        publishing.release,
        place.at("clerk"),
        edition_id=edition.pk,
        now=place.later(),
        today=place.today,
        placements=ways,
    )


@covers("R15")
def test_a_release_is_whole_or_not_at_all(tmp_path):
    place = county()
    funds, study = place.approved(FUNDS), place.approved(STUDY)
    with file_database(tmp_path):
        whole_or_nothing(release(place, funds, MEETING), release(place, study, MEETING), EVERY)
        full_disk(release(place, funds, BOARD), release(place, study, BOARD), EVERY)


@covers("R86")
def test_a_withdrawal_is_whole_or_not_at_all(tmp_path):
    place = county()
    first, second = (place.withdrawal(place.published(code)) for code in (FUNDS, STUDY))

    def explain(change):
        return partial(
            publishing.explain_change, place.at("clerk"), change_id=change.pk, now=place.later(), today=place.today
        )

    with file_database(tmp_path):
        whole_or_nothing(explain(first), explain(second), EVERY)


def test_an_attachment_is_whole_or_not_at_all(tmp_path):
    place = county()

    def attach(edition, name):
        paper = tmp_path / name
        paper.write_text(f"九月党费186元。{name}", encoding="utf-8")
        return partial(
            disclosing.attach, place.at("clerk"), edition_id=edition.pk, path=paper, name=name, caption="收据",
            now=place.later(),
        )  # fmt: skip

    funds, study = place.draft(FUNDS), place.draft(STUDY)
    with file_database(tmp_path):
        whole_or_nothing(attach(funds, "收据.txt"), attach(study, "收据.txt"), EVERY)
        full_disk(attach(funds, "账页.txt"), attach(study, "账页.txt"), EVERY)


@covers("R53")
def test_a_matter_is_filed_or_not(tmp_path):
    place = county()
    CatalogEntry.objects.filter(code=STUDY).update(retention="永久")  # each opens a box of its own
    for code in (FUNDS, STUDY):
        closed(place, code)
    first, second = archive.due_editions(CLOCK, today=place.today)

    def file(matter):
        return partial(archiving.file_matters, CLOCK, matters=[matter], now=place.now)

    with file_database(tmp_path):
        whole_or_nothing(file(first), file(second), 3)


@covers("R149")
def test_a_vote_is_cast_or_not(tmp_path):
    place = village(2)
    place.move("open")

    def cast(voter):
        return partial(
            voicing.cast, place.world.actor(voter), round_id=place.round_id, envelope=sealed(place), now=place.now
        )

    with file_database(tmp_path):
        whole_or_nothing(cast(place.voters[0]), cast(place.voters[1]), 3)


ROLL = "组织代码,名册号,姓名,状态,党小组,入党日期\n{code},901,甲某,正式,,\n{code},902,乙某,正式,,\n"


@covers("R175")
def test_an_import_is_applied_or_not(tmp_path):
    place = county()
    office, world = place.at("county_office"), place.world

    def looked(org, name):
        paper = tmp_path / name
        paper.write_text(ROLL.format(code=org.code), encoding="utf-8")
        file = keeping.store(office, source=paper, name=name, org_path=world.county.path, now=place.later())
        run = organizing.look_through(
            office, kind="members", file_token=file.token, org_id=world.county.pk, now=place.now, today=place.today
        )
        assert (run.to_add, run.problem_count) == (2, 0), run.problems
        return partial(organizing.apply_import, office, run_id=run.pk, now=place.now, today=place.today)

    first, second = looked(world.village, "上书村.csv"), looked(world.other_village, "朝阳村.csv")
    third, fourth = looked(world.community, "正街社区.csv"), looked(world.school, "演示中学.csv")
    with file_database(tmp_path):
        whole_or_nothing(first, second, 3)
        full_disk(third, fourth, 3)


@covers("R53", "R175")
def test_a_package_is_made_by_who_comes_after(tmp_path):
    """Its making is many commits: wherever it is cut off, what is shown as ready is whole, and the next turn makes it once."""
    place = county()
    closed(place, FUNDS)
    who = place.world.actor(keeper(place))

    def asked():
        row = archiving.ask_package(who, org_id=place.world.village.pk, year=2026, now=place.later(), today=place.today)
        return row, partial(packages.make, {"package": row.pk}, place.now)

    folder = settings.DATA_DIR / "packages"

    def shown():
        row.refresh_from_db()
        whole = not row.is_ready or zipfile.ZipFile(folder / row.name).testzip() is None
        return whole, row.is_ready, sorted(one.name for one in folder.iterdir())

    row, make = asked()
    with file_database(tmp_path):
        said, statements, files = attempt(make)
        assert said == "done" and shown() == (True, True, [row.name])
        leaves = Leaf.objects.count()
        row, make = asked()
        for point in points(statements, files, 40)[:: 1 if THOROUGH else 4]:
            attempt(make, point)
            assert shown()[0], point
        attempt(make)
        assert shown() == (True, True, [row.name]) and Leaf.objects.count() == leaves + 1
        connections.close_all()  # the parent's own, which read the file
