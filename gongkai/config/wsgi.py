"""The WSGI entry: the page store stands in front of Django, and before both the veil of the anonymous path."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django = get_wsgi_application()

from gongkai.config.pagestore import PageStore  # noqa: E402 - needs the applications loaded
from gongkai.config.veil import Veil  # noqa: E402

pages = PageStore(django)
application = Veil(django, pages)
