"""The command of the demonstration: the same seed gives the same county, and only an empty place is filled."""

import json
from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction

from gongkai.interfaces.jobs import demo
from gongkai.interfaces.jobs.demo.load import Plan, load

TODAY = date(2026, 10, 20)
SHOWN = {
    "obligations.Answer": ("org__code", "period", "code", "kind", "answered_at"),
    "disclosures.Revision": ("title", "sha256", "saver_name"),
    "publication.Publication": ("disclosure__number", "register_number", "published_at"),
    "orgs.User": ("username", "name"),
    "orgs.Membership": ("roll_number", "name"),
}

pytestmark = pytest.mark.django_db
WORDS = ["--organizations", "14", "--months", "1", "--today", TODAY.isoformat()]


@contextmanager
def undone():
    """What is done inside stays until it ends."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def rows() -> list:
    """What was made, without passwords, times of loading and codes of units."""
    return [list(apps.get_model(name).objects.order_by("pk").values_list(*columns)) for name, columns in SHOWN.items()]


def test_the_same_seed_gives_the_same_county_and_only_an_empty_place_is_filled(capsys):
    with undone():
        assert demo.main([*WORDS, "--json"]) == 0
        listed = json.loads(capsys.readouterr().out)
        assert len(listed["organizations"]) >= 14
        assert {"organizations", "accounts", "addresses"} <= listed.keys()
        first = rows()
        assert all(first)
        assert demo.main(["--if-empty"]) == 0
        assert demo.main(WORDS) == 1
        assert "没有装入" in capsys.readouterr().err
        assert rows() == first
    with undone():
        load(Plan(TODAY, organizations=14, months=1))
        assert rows() == first


def test_another_seed_gives_another_county():
    made = []
    for seed in ("2011", "another"):
        with undone():
            load(Plan(TODAY, organizations=14, months=1, seed=seed, facts_only=True))
            made.append(rows())
    names = [dict(zip(SHOWN, county, strict=True))["orgs.Membership"] for county in made]
    assert names[0] != names[1]


def test_too_few_organizations_are_refused(capsys):
    assert demo.main(["--organizations", "3"]) == 2
    assert "至少14个" in capsys.readouterr().err
