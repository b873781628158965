"""Single characters are found by the index, and PostgreSQL's index knows the stretch of keys of a document."""

import re
import unicodedata

from django.db import migrations

HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BATCH = 1000
STRETCHES = "".join(f" || ' \ue000w{bits}_' || (publication_id >> {bits})::text" for bits in (10, 13, 16, 19, 22, 25))
DROP = "DROP INDEX publication_grams"
INDEX = """CREATE INDEX publication_grams ON publication_searchdocument
    USING gin (array_to_tsvector(string_to_array(grams{}, ' ')))"""


def characters(text):
    """A token for every Chinese character of the text; those beyond the basic plane in figures."""
    signs = sorted(set(HAN.findall(unicodedata.normalize("NFKC", text))))
    return [sign if ord(sign) < 0x10000 else f"x{ord(sign):x}" for sign in signs]


def add_characters(apps, schema_editor):
    document = apps.get_model("publication", "SearchDocument")
    last = 0
    while rows := list(document.objects.filter(pk__gt=last).order_by("pk").only("title", "text", "grams")[:BATCH]):
        for row in rows:
            titled = ["\ue000t" + sign for sign in characters(row.title)]
            row.grams = " ".join([*titled, *characters(row.text), row.grams])
        document.objects.bulk_update(rows, ["grams"])
        last = rows[-1].pk


def _statements(schema_editor, *statements):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    _statements(schema_editor, DROP)


def with_stretches(apps, schema_editor):
    _statements(schema_editor, INDEX.format(STRETCHES))


def without_stretches(apps, schema_editor):
    _statements(schema_editor, INDEX.format(""))


class Migration(migrations.Migration):
    dependencies = [("publication", "0009_joint_links")]
    operations = [
        migrations.RunPython(drop, without_stretches),
        migrations.RunPython(add_characters, migrations.RunPython.noop, elidable=True),  # more tokens do no harm
        migrations.RunPython(with_stretches, drop),
    ]
