"""Settings of the compared site, as Wagtail's and Django's guides for production and performance have them."""

import os

import dj_database_url

DEBUG = False
SECRET_KEY = os.environ["COMPARED_SECRET"]
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "compared.urls"
WSGI_APPLICATION = "compared.wsgi.application"
INSTALLED_APPS = [
    "compared", "wagtail.contrib.search_promotions", "wagtail.users", "wagtail.images", "wagtail.documents", "wagtail.search",
    "wagtail.admin", "wagtail.sites", "wagtail.snippets", "wagtail.embeds", "wagtail", "modelcluster", "taggit",
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles",
]  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]  # fmt: skip
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    }
]  # fmt: skip
DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
CACHES["renditions"] = CACHES["default"]
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_SITE_NAME = "compared"
WAGTAILADMIN_BASE_URL = "http://localhost"
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "zh-hans", "Asia/Shanghai", True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
