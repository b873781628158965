"""The command of the demonstration: the same seed gives the same county, and only an empty place is filled."""

import json
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


def made(plan: Plan) -> list:
    """What a plan makes, without passwords, times of loading and codes of units; nothing of it stays."""
    point = transaction.savepoint()
    try:
        load(plan)
        rows = [apps.get_model(name).objects.order_by("pk").values_list(*columns) for name, columns in SHOWN.items()]
        return [list(one) for one in rows]
    finally:
        transaction.savepoint_rollback(point)


def test_the_same_seed_gives_the_same_county():
    plan = Plan(TODAY, organizations=14, months=1)
    first = made(plan)
    assert all(first)
    assert made(plan) == first
    assert made(Plan(TODAY, organizations=14, months=1, seed="another")) != first


def test_only_an_empty_place_is_filled(capsys):
    words = ["--organizations", "15", "--months", "1", "--today", TODAY.isoformat(), "--json"]
    assert demo.main(words) == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed["organizations"]) >= 15
    assert {"organizations", "accounts", "addresses"} <= listed.keys()
    assert demo.main(["--if-empty"]) == 0
    assert demo.main(words) == 1
    assert "没有装入" in capsys.readouterr().err


def test_too_few_organizations_are_refused(capsys):
    assert demo.main(["--organizations", "3"]) == 2
    assert "至少14个" in capsys.readouterr().err
