"""Settings of the tests: as in production, but in a throwaway folder and with a quick password hash."""

import os
import tempfile

if "GONGKAI_DATA" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["GONGKAI_DATA"] = tempfile.mkdtemp(prefix="gongkai-tests-")

from gongkai.config.settings import *  # noqa: E402, F403

INSTALLED_APPS += ["tests.built"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
