"""A world laid down again is the world that was built, row by row; and memory keeps out of filled databases."""

import pickle
from datetime import UTC, date, datetime

import pytest
from django.db import models, transaction

from gongkai.orgs import actions
from gongkai.orgs.models import Organization
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.factories.memory import _tables, remembered
from tests.factories.world import build_world

NOW, TODAY = datetime(2026, 9, 1, 1, 0, tzinfo=UTC), date(2026, 9, 1)
built = []


@remembered
def made(now, today, name="Z"):
    built.append(name)
    return build_world.__wrapped__(now, today)


def everything():
    """As objects read it, whatever a table's manager would leave out."""
    return {table._meta.label: list(models.QuerySet(table).order_by("pk").values()) for table in _tables()}


def test_what_is_laid_down_is_what_was_built(db):
    built.clear()
    seen = []
    for _ in range(2):
        with transaction.atomic():
            world = made(NOW, TODAY, name="twice")
            seen.append((everything(), pickle.dumps(world.village.path), world.actor(world.clerk)))
            transaction.set_rollback(True)
    assert built == ["twice"]
    assert seen[0] == seen[1]
    assert sum(map(len, seen[0][0].values())) > 100


def test_the_world_goes_on_from_where_it_was(db):
    for _ in range(2):
        with transaction.atomic():
            world = made(NOW, TODAY, name="on")
            newest = max(org.pk for org in Organization.objects.all())
            more = actions.register(
                Actor.clock(), superior_id=world.town.pk, kind="village", name="新村党支部", short_name="新村",
                code="Z01-C77", now=NOW, today=TODAY, established_on=TODAY,
            )  # fmt: skip
            assert more.pk > newest
            transaction.set_rollback(True)


def test_a_filled_database_is_not_laid_upon(db):
    actions.register(
        Actor.clock(), superior_id=None, kind="county_committee", name="别的县委", short_name="别的", code="BB",
        now=NOW, today=TODAY, established_on=TODAY,
    )  # fmt: skip
    before = len(built)
    with pytest.raises(Refused), transaction.atomic():
        made(NOW, TODAY, name="twice")
    assert len(built) == before + 1
