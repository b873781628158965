"""All settings. Everything that differs between installations comes from the environment."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from gongkai.config import logs

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
# The one folder that holds database, files and keys.
DATA_DIR = Path(env.str("GONGKAI_DATA", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
RULEBOOK_DIR = BASE_DIR / "rulebook"
RULEBOOK_RELEASE = env.str("GONGKAI_RULEBOOK", default="qijiang-2011")


def _whole(name: str, *, default: int, most: int) -> int:
    """A whole number from 0 to `most`; anything else is said before the site starts."""
    told = env.str(name, default=str(default)).strip()
    if not (told.isascii() and told.isdecimal()) or int(told) > most:
        raise ImproperlyConfigured(f"{name} 应为0到{most}的整数，现在是“{told}”。")
    return int(told)


def _secret_key() -> str:
    """The key lives beside the data, readable by its owner only, made on first start."""
    path = DATA_DIR / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


# The keys of the identity vault lie outside the database; "" is identity.key in the data folder.
GONGKAI_IDENTITY_KEY = env.str("GONGKAI_IDENTITY_KEY", default="")
# The keys of the two logs lie outside the database; "" is log.key in the data folder.
GONGKAI_LOG_KEY = env.str("GONGKAI_LOG_KEY", default="")
# With what the logs hash and sign: sha256-ed25519, or sm3-sm2. Chosen before the first entry, never changed after it.
GONGKAI_LOG_SUITE = env.str("GONGKAI_LOG_SUITE", default="sha256-ed25519")
# The command that asks a certified module for signatures, when it holds the keys of the logs; "" is the keys in the file.
GONGKAI_LOG_SIGNER = env.str("GONGKAI_LOG_SIGNER", default="")
# The keys behind receipts and claim codes lie outside the database; "" is codes.key in the data folder.
GONGKAI_CODE_KEY = env.str("GONGKAI_CODE_KEY", default="")
# How many proxies of our own stand in front: by this the address for the rate limit is found.
GONGKAI_PROXIES = env.int("GONGKAI_PROXIES", default=0)
# Where the counts of one day lie, shared by all workers: in memory, never on a disk; "" is the data folder.
GONGKAI_MEMORY = env.str("GONGKAI_MEMORY", default="/dev/shm")  # noqa: S108
# The site's own type for PDF (方正小标宋, 仿宋_GB2312, …), taken before what the package brings; "" is fonts in the data folder.
GONGKAI_FONTS = env.str("GONGKAI_FONTS", default="") or str(DATA_DIR / "fonts")

# Where finished public pages lie as files, for nginx to send; "" is pages in the data folder.
GONGKAI_PAGES = env.str("GONGKAI_PAGES", default="") or str(DATA_DIR / "pages")
GONGKAI_PAGES_MB = env.int("GONGKAI_PAGES_MB", default=512)  # how much of the disk a process fills with them at most

SECRET_KEY = env.str("SECRET_KEY", default="") or _secret_key()
DEBUG = env.bool("GONGKAI_DEBUG", default=False)
ALLOWED_HOSTS = env.list("GONGKAI_HOSTS", default=["*"])
CSRF_TRUSTED_ORIGINS = env.list("GONGKAI_ORIGINS", default=[])

GONGKAI_SITE = {
    "name": env.str("GONGKAI_NAME", default="綦江县党务公开"),
    "desk_name": "党务公开工作台",
    "county": env.str("GONGKAI_COUNTY", default="綦江县"),
    "area_code": env.str("GONGKAI_AREA_CODE", default="500222"),
    "demo": env.bool("GONGKAI_DEMO", default=True),
    "phone": env.str("GONGKAI_PHONE", default="023-0000 0001"),
    "phone_owner": "县党务公开工作领导小组办公室",
    "phone_hours": "工作日 9:00–17:30",
}

# Codes of the time from the person's phone: off, offered to all, or required of those who sign, read names, administer.
GONGKAI_SECOND_FACTOR = env.str("GONGKAI_SECOND_FACTOR", default="offered" if GONGKAI_SITE["demo"] else "required")
# Minutes for which a code counts; then the next signature asks for another. 0: each asks for its own.
GONGKAI_PROOF_MINUTES = _whole("GONGKAI_PROOF_MINUTES", default=30, most=24 * 60)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "js_asset",
    "gongkai.ledger.apps.LedgerConfig",
    "gongkai.orgs.apps.OrgsConfig",
    "gongkai.rulebook.apps.RulebookConfig",
    "gongkai.obligations.apps.ObligationsConfig",
    "gongkai.disclosures.apps.DisclosuresConfig",
    "gongkai.approvals.apps.ApprovalsConfig",
    "gongkai.publication.apps.PublicationConfig",
    "gongkai.participation.apps.ParticipationConfig",
    "gongkai.access_requests.apps.AccessRequestsConfig",
    "gongkai.archive.apps.ArchiveConfig",
    "gongkai.supervision.apps.SupervisionConfig",
    "gongkai.assessment.apps.AssessmentConfig",
    "gongkai.interfaces.ui.apps.UiConfig",
    "gongkai.interfaces.portal.apps.PortalConfig",
    "gongkai.interfaces.workbench.apps.WorkbenchConfig",
    "gongkai.interfaces.jobs.apps.JobsConfig",
]

MIDDLEWARE = [
    "gongkai.config.veil.AnonymousPath",  # first: the anonymous path meets none of the others
    "gongkai.config.access.RequestLine",
    "gongkai.config.middleware.Probes",  # before the first that looks at the name of the site
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.config.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.config.middleware.NotTooMuch",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.config.middleware.CurrentActor",
    "gongkai.config.middleware.PlainRefusals",
    "gongkai.config.middleware.SecondFactorAsked",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gongkai.interfaces.ui.context.site",
            ],
            "builtins": ["gongkai.interfaces.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'gongkai.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # An acknowledged publication survives a power cut: synchronous=FULL is part of the promise.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("GONGKAI_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that does not answer is said after five seconds, not after the two minutes of the network.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "orgs.User"
LOGIN_URL = "workbench:login"
LOGIN_REDIRECT_URL = "workbench:home"
LOGOUT_REDIRECT_URL = "portal:home"
# "asvs": long and uncommon, never to be changed by date; "dengbao": three kinds of signs and ninety days.
GONGKAI_PASSWORDS = env.str("GONGKAI_PASSWORDS", default="asvs")
GONGKAI_PASSWORD_LENGTH = env.int("GONGKAI_PASSWORD_LENGTH", default=0)  # 0: as the rule has it
GONGKAI_PASSWORD_DAYS = env.int("GONGKAI_PASSWORD_DAYS", default=-1)  # -1: as the rule has it; 0: never
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gongkai.orgs.passwords.PolicyValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Signing in through another system (OpenID Connect), beside the accounts here; "" is none.
GONGKAI_OIDC_ISSUER = env.str("GONGKAI_OIDC_ISSUER", default="")
GONGKAI_OIDC_CLIENT = env.str("GONGKAI_OIDC_CLIENT", default="")
GONGKAI_OIDC_SECRET = env.str("GONGKAI_OIDC_SECRET", default="")
GONGKAI_OIDC_NAME = env.str("GONGKAI_OIDC_NAME", default="统一身份认证")
SESSION_ENGINE = "gongkai.orgs.session_store"
# A session ends after so many minutes without a request, and at the latest so many hours after the sign-in.
GONGKAI_SESSION_IDLE_MINUTES = env.int("GONGKAI_SESSION_IDLE_MINUTES", default=120)
GONGKAI_SESSION_HOURS = env.int("GONGKAI_SESSION_HOURS", default=12)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Behind https: cookies that no other host of the domain can set, and a year in which browsers ask for nothing but https.
GONGKAI_HTTPS = env.bool("GONGKAI_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = GONGKAI_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if GONGKAI_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if GONGKAI_HTTPS else "csrftoken"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if GONGKAI_HTTPS else 0
# The word of a proxy of our own, and of no other, says that the browser came by https.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GONGKAI_HTTPS and GONGKAI_PROXIES else None
# The proxy sends plain http on; whether other hosts of the domain are https is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gongkai.interfaces.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
# At first start the finders serve straight from the packages; hashed names come with `collectstatic`.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA_DIR / "files"
# One S3-compatible store for the attachments of all machines; "" is none. Its keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
GONGKAI_BUCKET = env.str("GONGKAI_BUCKET", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if GONGKAI_BUCKET:
    STORAGES["attachments"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": GONGKAI_BUCKET,
            "endpoint_url": env.str("GONGKAI_BUCKET_URL", default="") or None,
            "region_name": env.str("GONGKAI_BUCKET_REGION", default="us-east-1"),
            "addressing_style": "path",
        },
    }
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# The outbox in `ledger` is the truth; a task backend only carries it (docs/decisions).
TASKS = {"default": {"BACKEND": env.str("GONGKAI_TASKS", default="django_tasks.backends.immediate.ImmediateBackend")}}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds; well below the two minutes for which a worker holds a mail
DEFAULT_FROM_EMAIL = env.str("GONGKAI_MAIL_FROM", default="gongkai@localhost")
# Under which address people reach the site: mails and calendars carry links only when it is set.
GONGKAI_URL = env.str("GONGKAI_URL", default="")
# Who shows this secret reads /metrics; empty: there is no such page.
GONGKAI_METRICS_TOKEN = env.str("GONGKAI_METRICS_TOKEN", default="")
# Who takes over text messages to groups of phones: a folder of the data folder, an SMS gateway, a messenger's robot.
GONGKAI_MESSENGER = env.str("GONGKAI_MESSENGER", default="file")
GONGKAI_MESSENGER_URL = env.str("GONGKAI_MESSENGER_URL", default="")
GONGKAI_MESSENGER_KEY = env.str("GONGKAI_MESSENGER_KEY", default="")
# How many requests a minute a key may make, and how many wrong keys one network may show.
GONGKAI_API_PER_MINUTE = env.int("GONGKAI_API_PER_MINUTE", default=300)
GONGKAI_API_WRONG_PER_MINUTE = env.int("GONGKAI_API_WRONG_PER_MINUTE", default=30)
# Networks of our own ("10.8.0.0/16") in which other systems may be told by webhooks; empty: the open network alone.
GONGKAI_HOOK_NETWORKS = env.list("GONGKAI_HOOK_NETWORKS", default=[])

# A folder, best the mount of another host, to which the worker copies the trail of acts; "" is none.
GONGKAI_TRAIL_COPY = env.str("GONGKAI_TRAIL_COPY", default="")

# "plain" for people at a terminal, "json" for machines: one object on a line, with requests and jobs.
LOGGING = logs.configuration(env.str("GONGKAI_LOG", default="plain"), env.str("GONGKAI_LOG_LEVEL", default="WARNING"))
