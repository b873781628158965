"""Many tables in one step are the same tables, forwards and backwards, with the models drawn as they are then."""

import pytest
from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.state import ProjectState

from gongkai.ledger.creating import CreateModels

TABLES = ("ledger_first", "ledger_second")


def step(together):
    one = CreateModel(
        "First", [("id", models.BigAutoField(primary_key=True)), ("word", models.CharField(max_length=9))]
    )
    two = CreateModel(
        "Second",
        [("id", models.BigAutoField(primary_key=True)), ("first", models.ForeignKey("ledger.First", models.CASCADE))],
        options={"indexes": [models.Index(fields=["first", "id"], name="second_first")]},
    )
    migration = Migration("0001_tried", "ledger")
    migration.operations = [CreateModels([one, two])] if together else [one, two]
    return migration


def made(together):
    """The columns and constraints of both tables after the step, and the state with its models drawn."""
    state = ProjectState()
    assert isinstance(state.apps, Apps)  # drawn before, as `migrate` does
    with connection.schema_editor(atomic=True) as editor:
        state = step(together).apply(state, editor)
    with connection.cursor() as cursor:
        found = {
            table: (
                [
                    (one.name, one.type_code, one.null_ok)
                    for one in connection.introspection.get_table_description(cursor, table)
                ],
                sorted(
                    str((kept["columns"], kept["primary_key"], kept["unique"], kept["foreign_key"]))
                    for kept in connection.introspection.get_constraints(cursor, table).values()
                ),
            )
            for table in TABLES
        }
    return found, state


def undone(together):
    with connection.schema_editor(atomic=True) as editor:
        step(together).unapply(ProjectState(), editor)
    return set(TABLES) & set(connection.introspection.table_names())


@pytest.mark.django_db(transaction=True)
def test_together_is_the_same_as_one_after_the_other():
    apart, _ = made(together=False)
    assert undone(together=False) == set()
    at_once, state = made(together=True)
    try:
        assert at_once == apart and apart["ledger_second"][1]
        second = state.apps.get_model("ledger", "Second")
        first = state.apps.get_model("ledger", "First").objects.create(word="甲")
        assert second.objects.create(first=first).first.word == "甲"
        assert first.second_set.count() == 1, "drawn with what points at it"
    finally:
        assert undone(together=True) == set()
    assert step(together=True).operations[0].describe() == "Create models First, Second"
