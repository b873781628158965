"""Builds or upgrades the database so that an interrupted run can simply be repeated."""

import sys

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from gongkai.interfaces.jobs.arguments import Parser
from gongkai.interfaces.jobs.build import build, is_empty
from gongkai.ledger.key_notes import note_found
from gongkai.ledger.log_memory import carry_restored

ONE_MIGRATOR = 77031  # the advisory lock that several nodes share on PostgreSQL


def main(argv: list[str]) -> int:
    """`gongkai migrate`: exit code 0 when the database is up to date."""
    parser = Parser("migrate", "建立或升级数据库。全部升级在一个事务里完成；中途断电或被打断，再运行一次即可。")
    parser.add_argument("--quiet", action="store_true", help="没有问题时不说话")
    quiet = parser.parse_args(argv).quiet
    try:
        done = safe_migrate()
        carry_restored(timezone.now())
        note_found()
    except NeedsWindow as error:
        sys.stderr.write(f"这些升级不能放在一个事务里，请先备份、停止服务，再与维护人员联系：{error}\n")
        return 1
    except DatabaseError as error:
        sys.stderr.write(f"数据库没有升级，原有数据没有改动：{error}\n请检查数据库是否在运行，再试一次。\n")
        return 1
    if not quiet:
        sys.stdout.write(f"数据库已升级：{done}项。\n" if done else "数据库已是最新。\n")
    return 0


class NeedsWindow(Exception):
    """A migration asks to run outside a transaction."""


def pending() -> list[str]:
    """Names of the migrations that are not applied yet, in order."""
    return [str(migration) for migration in _plan()]


def safe_migrate() -> int:
    """Apply every migration inside one outer transaction and return how many.

    Django records a migration after its own transaction; killed in between, it could never be
    repeated. With one outer transaction there is no in-between. Raises NeedsWindow, DatabaseError.
    """
    plan = _plan()
    if not plan:
        return 0
    loose = [str(migration) for migration in plan if not migration.atomic]
    if loose:
        raise NeedsWindow("、".join(loose))
    if connection.vendor == "sqlite":
        connection.disable_constraint_checking()  # has no effect once a transaction began
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_MIGRATOR])
            if is_empty():  # asked under the lock: another node may have been first
                build()
            call_command("migrate", verbosity=0, interactive=False)
            connection.check_constraints()
    finally:
        if connection.vendor == "sqlite":
            connection.enable_constraint_checking()
    return len(plan)


def _plan():
    executor = MigrationExecutor(connection)
    return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
