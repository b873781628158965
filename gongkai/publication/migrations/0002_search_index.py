"""The search index over the grams: FTS5 kept true by triggers on SQLite, a GIN index on PostgreSQL."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE publication_fts USING fts5(
        grams, content='publication_searchdocument', content_rowid='publication_id',
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER publication_fts_put AFTER INSERT ON publication_searchdocument BEGIN
        INSERT INTO publication_fts(rowid, grams) VALUES (new.publication_id, new.grams); END""",
    """CREATE TRIGGER publication_fts_out AFTER DELETE ON publication_searchdocument BEGIN
        INSERT INTO publication_fts(publication_fts, rowid, grams) VALUES ('delete', old.publication_id, old.grams); END""",
    """CREATE TRIGGER publication_fts_new AFTER UPDATE ON publication_searchdocument BEGIN
        INSERT INTO publication_fts(publication_fts, rowid, grams) VALUES ('delete', old.publication_id, old.grams);
        INSERT INTO publication_fts(rowid, grams) VALUES (new.publication_id, new.grams); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER publication_fts_put",
    "DROP TRIGGER publication_fts_out",
    "DROP TRIGGER publication_fts_new",
    "DROP TABLE publication_fts",
)
POSTGRESQL = (
    """CREATE INDEX publication_grams ON publication_searchdocument
        USING gin (array_to_tsvector(string_to_array(grams, ' ')))""",
)
POSTGRESQL_BACK = ("DROP INDEX publication_grams",)


def forward(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def back(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
