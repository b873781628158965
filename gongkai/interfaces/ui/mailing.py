"""Whether and as whom this installation sends mail."""

from django.conf import settings


def configured() -> bool:
    """Is there a server to send by? Without EMAIL_URL the messages stay on the site."""
    return settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"


def can_subscribe() -> bool:
    """May people be told by mail who have no account? Their letters are nothing without links to the site."""
    return configured() and bool(settings.GONGKAI_URL)


def sender_domain() -> str:
    """The domain in Message-IDs: that of the sender's address."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
