"""The register of a body and all below it, whole and in order, as far as the reader may see it (R161)."""

import pytest
from django.test import Client

from gongkai.publication import queries as publication
from tests.covers import covers
from tests.interfaces.workbench.office import sheet
from tests.publication.county import FUNDS, NOW, county


@pytest.fixture
def place(db):
    made = county()
    made.published(FUNDS)
    return made


@covers("R161")
def test_the_whole_register_is_what_its_pages_hold(place):
    for who in ("member", "visitor"):
        actor = place.world.visitor if who == "visitor" else place.at(who)
        asked = {"path": place.world.county.path, "year": NOW.year}
        paged, after = [], None
        while True:
            rows, after = publication.register(actor, after=after or None, limit=1, **asked)
            paged += rows
            if not after:
                break
        assert list(publication.register_lines(actor, **asked)) == paged
        assert len(paged) == {"member": 2, "visitor": 1}[who]


@covers("R161")
def test_the_ledger_at_the_desk_names_the_organization_and_tells_each_what_he_may_read(place):
    client = Client()
    for who in ("county_office", "clerk"):
        client.force_login(getattr(place.world, who))
        head, *rows = sheet(client.get("/desk/ledgers/register.xlsx", {"year": NOW.year}))
        assert head[:4] == ("组织", "序号", "索引号", "公开日期")
        assert [row[0] for row in rows] == [place.world.village.name] * 2
    client.force_login(place.world.charlie)
    assert len(sheet(client.get("/desk/ledgers/register.xlsx", {"year": NOW.year}))) == 1
