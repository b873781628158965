"""An interrupted upgrade can simply be run again (a process killed at many points, then repeated)."""

import sys

import pytest

from tests.interfaces.installation import fresh

# Runs the upgrade and kills itself at the n-th statement or commit; prints how many there were.
CHILD = """
import os, signal, sys
import django
django.setup()
from django.db import connection
from gongkai.interfaces.jobs.migrate import safe_migrate

limit, seen = int(sys.argv[1]), 0

def event():
    global seen
    seen += 1
    if seen == limit:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(execute, sql, params, many, context):
    event()
    result = execute(sql, params, many, context)
    event()
    return result

commit = connection._commit
def counted_commit():
    event()
    commit()
    event()

connection._commit = counted_commit
connection.execute_wrappers.append(counted)
safe_migrate()
print(seen)
"""
KILLED = -9


def upgrade(installation, limit):
    return installation.call([sys.executable, "-c", CHILD, str(limit)])


pytestmark = pytest.mark.twice


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """How many points there are at which an upgrade can be interrupted."""
    done = upgrade(fresh(tmp_path_factory.mktemp("count")), 0)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("share", [0.3, 0.8, 1.0])
def test_a_killed_upgrade_is_repeated(tmp_path, events, share):
    installation = fresh(tmp_path)
    assert upgrade(installation, max(1, int(events * share))).returncode == KILLED
    again = installation.run("migrate")
    assert again.returncode == 0, again.stderr
    assert installation.run("migrate").stdout == "数据库已是最新。\n"
    assert "数据库结构是最新的" in installation.run("doctor").stdout
