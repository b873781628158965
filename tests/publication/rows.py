"""Published rows made directly in the tables, for tests of reading and searching alone."""

from datetime import datetime, timedelta
from itertools import count

from gongkai.disclosures.models import Disclosure, Edition, Revision
from gongkai.orgs.models import Organization
from gongkai.publication import search
from gongkai.publication.models import Publication
from gongkai.publication.numbers import index_number
from gongkai.rules.duties import LOCAL

START = datetime(2026, 9, 1, 8, 0, tzinfo=LOCAL)
PATHS = ("0001", "00010002", "000100020003", "000100020004", "00010005")
_serial = count(1)


def organization(path: str) -> Organization:
    """An organization that stands at a path, without anything around it."""
    org, _ = Organization.objects.get_or_create(
        path=path,
        defaults={
            "depth": len(path) // 4,
            "kind": "village",
            "name": f"党支部{path}",
            "short_name": path,
            "code": path,
        },
    )
    return org


def published(
    path: str, *audiences: str, title="党费收缴情况", content="", at=None, number=1, disclosure=None, **fields
):
    """An edition with one publication for each circle, and its search document."""
    org, serial = organization(path), next(_serial)
    at = at or START + timedelta(minutes=serial)
    if disclosure is None:
        disclosure = Disclosure.objects.create(
            org=org, org_path=path, code="C15", category=fields.pop("category", "3"), period="2026-08",
            number=index_number(org_code=path, year=at.year, serial=serial), created_at=at,
        )  # fmt: skip
    edition = Edition.objects.create(
        disclosure=disclosure, number=number, org_path=path, state="published", audiences=list(audiences),
        created_at=at, state_at=at,
    )  # fmt: skip
    revision = Revision.objects.create(
        edition=edition, number=1, title=title, content=content, sha256="0" * 64, saved_at=at, saver_name="王五"
    )
    rows = [
        Publication.objects.create(
            edition=edition, disclosure=disclosure, revision=revision, org=org, org_path=path, org_name=org.name,
            register_number=serial, audience=audience, code=disclosure.code, category=disclosure.category,
            period=disclosure.period, title=title, published_at=at + timedelta(seconds=place), **fields,
        )
        for place, audience in enumerate(audiences)
    ]  # fmt: skip
    search.refresh(disclosure.pk)
    return rows
