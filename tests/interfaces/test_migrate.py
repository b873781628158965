"""An interrupted upgrade can simply be run again (a process killed at many points, then repeated, P14)."""

import pytest

from tests.interfaces.installation import fresh

# Runs the upgrade and kills itself at the n-th statement, or right before or after the one commit at its end.
CHILD = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from gongkai.interfaces.jobs.migrate import safe_migrate

point, seen = sys.argv[1], 0

def die_at(event):
    if point == event:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(execute, sql, params, many, context):
    global seen
    seen += 1
    die_at(str(seen))
    return execute(sql, params, many, context)

commit = connection._commit
def watched_commit():
    die_at("before the commit")
    commit()
    die_at("after the commit")

connection._commit = watched_commit
connection.execute_wrappers.append(counted)
safe_migrate()
"""
KILLED = -9

pytestmark = pytest.mark.twice


def killed_at(installation, point):
    return installation.python(CHILD, point).returncode == KILLED


def test_a_killed_upgrade_is_repeated(tmp_path):
    installation = fresh(tmp_path)
    for point in ("40", "400", "before the commit"):
        assert killed_at(installation, point)
        assert "项升级没有做" in installation.run("doctor").stdout
    again = installation.run("migrate")
    assert again.returncode == 0, again.stderr
    assert installation.run("migrate").stdout == "数据库已是最新。\n"
    assert "数据库结构是最新的" in installation.run("doctor").stdout


def test_an_upgrade_killed_after_its_commit_is_done(tmp_path):
    installation = fresh(tmp_path)
    assert killed_at(installation, "after the commit")
    assert installation.run("migrate").stdout == "数据库已是最新。\n"
