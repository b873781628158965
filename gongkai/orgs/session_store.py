"""The session engine that `SESSION_ENGINE` names; it stands beside its table."""

from gongkai.orgs.models.sessions import SessionStore

__all__ = ["SessionStore"]
