"""The trail and the leaves of the logs are only added to: the database itself refuses anything else (P41)."""

from django.db import migrations

TRAIL, LEAVES = "ledger_auditevent", "ledger_leaf"
COLUMNS = ("id", "seq", "key", "subject", "entry", "hash")  # of a leaf, all but the name of its log
SET_ASIDE = f"NEW.log = OLD.log || '.lost'"
SAME = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in COLUMNS)
# An organization that moves takes the place of its lines along, as every room does; nothing else of a line.
STAYS = ("id", "at", "actor_kind", "user_id", "actor_name", "verb", "subject", "facts")
MOVED = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in STAYS)
WHEN = {(LEAVES, "UPDATE"): f"WHEN NOT ({SET_ASIDE} AND {SAME})", (TRAIL, "UPDATE"): f"WHEN NOT ({MOVED})"}
SQLITE = tuple(
    f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table} {WHEN.get((table, act), '')} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
    for table in (TRAIL, LEAVES)
    for act in ("UPDATE", "DELETE")
)
SQLITE_BACK = tuple(f"DROP TRIGGER {table}_kept_{act}" for table in (TRAIL, LEAVES) for act in ("update", "delete"))
POSTGRESQL = (
    f"""CREATE FUNCTION ledger_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = '{LEAVES}' THEN
        IF {SET_ASIDE} AND to_jsonb(NEW) - 'log' = to_jsonb(OLD) - 'log' THEN RETURN NEW; END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = '{TRAIL}' THEN
        IF to_jsonb(NEW) - 'org_path' = to_jsonb(OLD) - 'org_path' THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$""",
    *(
        statement
        for table in (TRAIL, LEAVES)
        for statement in (
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_kept()",
            f"CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} EXECUTE FUNCTION ledger_kept()",
        )
    ),
)
POSTGRESQL_BACK = (
    *(f"DROP TRIGGER {table}_{name} ON {table}" for table in (TRAIL, LEAVES) for name in ("kept", "kept_whole")),
    "DROP FUNCTION ledger_kept()",
)
RAISE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
LOWER = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}


def forward(apps, schema_editor):
    """As one cursor would: a schema editor takes the signs of percent for places."""
    with schema_editor.connection.cursor() as cursor:
        for statement in RAISE[schema_editor.connection.vendor]:
            cursor.execute(statement)


def back(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in LOWER[schema_editor.connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_logs_by_role")]
    operations = [migrations.RunPython(forward, back)]
