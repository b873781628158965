"""What a database is made of, as lines that can be compared: `python -m tests.interfaces.schema` prints them."""

import re

import django
from django.db import connection

SQLITE = """
    SELECT name, type, coalesce(sql, '') FROM sqlite_master
    WHERE type <> 'table' OR sql LIKE 'CREATE VIRTUAL%'
"""
POSTGRESQL = """
    SELECT c.relname || ' ' || a.attname, format_type(a.atttypid, a.atttypmod)
        || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT tablename || ' ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""
RECORDS = (
    "SELECT 'migration', app, name FROM django_migrations",
    "SELECT 'type', app_label, model FROM django_content_type",
    "SELECT 'permission', model, codename FROM auth_permission JOIN django_content_type t ON t.id = content_type_id",
)


def schema() -> list[str]:
    """Columns, keys, checks, indexes, triggers and what the migrations recorded; the order of columns is left out."""
    with connection.cursor() as cursor:
        found = [row for sql in RECORDS for row in _rows(cursor, sql)]
        if connection.vendor == "postgresql":
            found += _rows(cursor, POSTGRESQL)
        else:
            found += _rows(cursor, SQLITE)
            tables = _rows(
                cursor, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
            )
            for table, sql in tables:
                found += [(table, *row[1:5], row[5]) for row in _rows(cursor, f'PRAGMA table_xinfo("{table}")')]
                found += [(table, *row[2:]) for row in _rows(cursor, f'PRAGMA foreign_key_list("{table}")')]
                found += [(table, said) for said in re.findall(r'CONSTRAINT "\w+" (?:CHECK|UNIQUE) [^,]*', sql)]
                found += [(table, f"{said} check") for said in re.findall(r'CHECK \("\w+" [^)]*\)', sql)]
    return sorted({" ".join(" ".join(map(str, row)).split()) for row in found})


def _rows(cursor, sql) -> list[tuple]:
    cursor.execute(sql)
    return cursor.fetchall()


if __name__ == "__main__":
    django.setup()
    print("\n".join(schema()))
