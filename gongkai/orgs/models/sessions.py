"""Sessions that know whose they are: a person sees the own ones and ends them, and what takes powers away ends them all."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from gongkai.ledger.prepared import PreparedModels
from gongkai.orgs.browsers import BEGAN, BROWSER, SEEN, moment


class Session(AbstractBaseSession):
    """One sign-in. `expire_date` is the nearer of the idle and the absolute limit (`SessionStore`)."""

    user_id = models.BigIntegerField(null=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, default="", blank=True)  # “Firefox，Windows”, never the whole header

    class Meta:
        indexes = [
            models.Index(fields=["user_id"], name="session_user", condition=models.Q(user_id__isnull=False)),
        ]

    @property
    def mark(self) -> str:
        """What a page may call it: the number itself opens the session and stands on no page."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


_STANDING = PreparedModels(Session, lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(InDatabase):
    """Django's own engine in the database, with the person's number beside it and two limits (ASVS 7.3).

    A session ends when nothing was asked for a while, and at the latest so long after the sign-in; both are
    settings. Who is signed in writes the time of the last request at most every few minutes.
    """

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        """As Django's: every page that knows its reader asks this first, so that the question is compiled once."""
        found = _STANDING(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None

    def get_expiry_date(self, **kwargs):
        """The nearer of the two limits; a visitor's session, with a message in it at most, knows the idle limit alone."""
        ends = timezone.now() + timedelta(minutes=settings.GONGKAI_SESSION_IDLE_MINUTES)
        began = self.get(BEGAN)
        if began is None:
            return ends
        return min(ends, moment(began) + timedelta(hours=settings.GONGKAI_SESSION_HOURS))

    def get_expiry_age(self, **kwargs):
        return max(0, int((self.get_expiry_date() - timezone.now()).total_seconds()))

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.began_at, row.seen_at = moment(data.get(BEGAN)), moment(data.get(SEEN))
        row.browser = data.get(BROWSER, "")
        return row
