"""Django's `migrate`, with an empty database built at once first: every worker of every test run waits for it."""

from django.core.management.commands import migrate

from gongkai.interfaces.jobs.build import is_empty
from gongkai.interfaces.jobs.migrate import safe_migrate


class Command(migrate.Command):
    def handle(self, *args, **options):
        if is_empty():
            safe_migrate()
        super().handle(*args, **options)
