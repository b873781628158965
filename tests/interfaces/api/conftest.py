"""The village with its catalog, and other systems that hold keys of its people."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client

from gongkai.orgs import actions as organizing
from gongkai.rules.machine_access import Scope
from tests.publication.county import County
from tests.publication.county import county as build


@dataclass
class System:
    """Another system with a key, or without one."""

    secret: str = ""

    def _headers(self, headers):
        given = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return given | headers

    def get(self, path, **headers):
        return Client().get(f"/api/v1{path}", headers=self._headers(headers))

    def post(self, path, sent=None, **headers):
        return Client().post(
            f"/api/v1{path}", json.dumps(sent if sent is not None else {}), content_type="application/json",
            headers=self._headers(headers),
        )  # fmt: skip

    def delete(self, path, **headers):
        return Client().delete(f"/api/v1{path}", headers=self._headers(headers))

    def upload(self, path, **fields):
        return Client().post(f"/api/v1{path}", fields, headers=self._headers({}))


@pytest.fixture
def county(db, monkeypatch) -> County:
    """The county of September 2026; the site's clock stands where its story stands."""
    found = build()
    monkeypatch.setattr("gongkai.config.middleware.timezone.now", lambda: found.now)
    return found


@pytest.fixture
def system(county):
    """A system with a key of one of the county's people."""

    def made(who="clerk", scopes=tuple(Scope), days=30) -> System:
        key = organizing.make_token(
            county.at(who), name="村务软件", scopes=scopes, days=days, now=county.now, today=county.today
        )
        return System(key.secret)

    return made


@pytest.fixture
def visitor() -> System:
    return System()
