"""The WSGI entry: the page store stands in front of Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

from gongkai.config.pagestore import PageStore  # noqa: E402

application = PageStore(get_wsgi_application())
