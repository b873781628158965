"""Builds an empty database at once: its tables as they stand after the last migration, and the same records."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation

from gongkai.ledger.creating import CreateModels

SHAPES = (
    CreateModels,
    FieldOperation,
    IndexOperation,
    ModelOperation,
)  # what they do to a table shows in the last state


def is_empty() -> bool:
    """No table at all: a database with tables but without records of migrations is somebody else's."""
    return not connection.introspection.table_names()


def build() -> None:
    """Make every table in its last shape, run what migrations do besides, and record each of them.

    Going through the history instead, Django draws up all models again for every table it adds, which
    takes many times as long and ends in the same schema (tests/interfaces/test_build.py compares them).
    Operations marked elidable turn rows into rows; there are none here. The caller holds the transaction.
    """
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    state = executor.loader.project_state()
    with connection.schema_editor(atomic=False) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    with connection.schema_editor(atomic=False) as editor:
        for migration in plan:
            for operation in migration.operations:
                if not isinstance(operation, SHAPES) and not operation.elidable:
                    operation.database_forwards(migration.app_label, editor, state, state)
    executor.recorder.ensure_schema()
    for migration in plan:
        executor.record_migration(migration)
