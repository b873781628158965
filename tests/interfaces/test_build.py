"""An empty database is built at once and is the same as one that went through every migration (P14)."""

import pytest

from gongkai.interfaces.jobs.build import is_empty
from tests.house.source import ROOT
from tests.interfaces.installation import fresh

pytestmark = pytest.mark.twice

# A database as it was before the room for assessment was built.
OLDER = """
import django
django.setup()
from django.apps import apps
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM django_migrations WHERE app = 'assessment'")
    for model in reversed(list(apps.get_app_config("assessment").get_models())):
        cursor.execute(f"DROP TABLE {model._meta.db_table}")
"""


def schema(installation):
    """What the installation's database is made of, line by line."""
    done = installation.module("tests.interfaces.schema")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_database_built_at_once_is_like_one_that_went_through_every_migration(tmp_path):
    built, walked = fresh(tmp_path / "built"), fresh(tmp_path / "walked")
    assert built.run("migrate").stdout.startswith("数据库已升级：")
    done = walked.module("django", "migrate", "-v", "0")
    assert done.returncode == 0, done.stderr
    found = schema(built)
    assert len(found) > 1000
    assert found == schema(walked)
    assert "数据库结构是最新的" in built.run("doctor").stdout


@pytest.mark.django_db
def test_what_has_tables_is_never_built_anew():
    assert not is_empty()


def test_an_older_database_goes_on_through_its_migrations(tmp_path):
    installation = fresh(tmp_path)
    installation.run("migrate")
    whole = schema(installation)
    older = installation.python(OLDER)
    assert older.returncode == 0, older.stderr
    assert len(schema(installation)) < len(whole)
    steps = len(list((ROOT / "gongkai" / "assessment" / "migrations").glob("0*.py")))
    assert installation.run("migrate").stdout == f"数据库已升级：{steps}项。\n"
    assert schema(installation) == whole
