"""What the process has read from which `ready` forks: the whole program and the libraries that its commands take."""

import gc
import importlib
import os
import tempfile

with tempfile.TemporaryDirectory(prefix="ready-") as nowhere:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings", "GONGKAI_DATA": nowhere}

    import django

    django.setup()

    from gongkai.interfaces.jobs.command import COMMANDS

    for command in COMMANDS.values():
        importlib.import_module(command.module)
    for name in ("gongkai.config.urls", "django.db.backends.sqlite3.base", "django.db.backends.postgresql.base"):
        importlib.import_module(name)
gc.freeze()
