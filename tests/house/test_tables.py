"""Tables of a room are its own, and every change of them is a migration that can be repeated."""

import ast

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.house.source import files, imported, tree

ROOMS = [config for config in apps.get_app_configs() if config.name.startswith("gongkai.")]
MIGRATIONS = [path for path in files() if "migrations" in path.parts and path.suffix == ".py"]


def own_models():
    return [model for config in ROOMS for model in config.get_models(include_auto_created=True)]


def test_keys_across_rooms_leave_no_door_upstairs():
    found = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.remote_field and field.related_model
        if field.related_model._meta.app_label != model._meta.app_label
        and field.related_model._meta.app_config in ROOMS
        and not field.remote_field.hidden
    ]  # fmt: skip
    assert found == []


def test_the_check_sees_keys_across_rooms():
    crossing = [
        field
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model and field.related_model._meta.app_label != model._meta.app_label
    ]
    assert crossing


def test_migrations_are_complete():
    with translation.override(None):  # Django's own labels are compared untranslated
        loader = MigrationLoader(None, ignore_no_migrations=True)
        assert loader.detect_conflicts() == {}
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    ours = {config.label for config in ROOMS}
    assert {
        label: [str(operation) for m in changes[label] for operation in m.operations] for label in ours & set(changes)
    } == {}


def test_every_migration_fits_into_one_transaction():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert [str(migration) for migration in loader.disk_migrations.values() if not migration.atomic] == []


@pytest.mark.parametrize("path", MIGRATIONS, ids=str)
def test_migrations_do_not_depend_on_code_that_changes(path):
    names = [name for node in ast.walk(tree(path)) for name in imported(node)]
    steady = (".fields", ".creating")  # kinds of columns, and tables made together: what they say does not change
    assert [name for name in names if name.startswith("gongkai.") and not name.endswith(steady)] == []
