"""What is told to one person is found in no medium and only counted; the day for the people is in all that tell of it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.archive import actions as archiving
from gongkai.disclosures.models import Edition
from gongkai.interfaces.jobs import packages
from gongkai.orgs.models import Hook
from gongkai.participation import actions as participating
from gongkai.publication import actions as publishing
from gongkai.publication import queries as publication
from gongkai.publication.numbers import slug
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.interfaces.portal.test_bulletins import words
from tests.interfaces.workbench.test_activities import sent
from tests.interfaces.workbench.test_month import desk, world  # noqa: F401 - a fixture
from tests.publication.county import FUNDS, STUDY, county

SECRET, NAME = "只告诉他本人的处理决定", "李某某"


@pytest.fixture
def place(db):
    """One text told to one person, another one that everybody may read."""
    made = county()
    edition = made.approved(FUNDS, title=SECRET, plain=SECRET, content=f"<p>{SECRET}，涉及{NAME}。</p>")
    Edition.objects.filter(pk=edition.pk).update(audiences=["individual"])
    publishing.tell_person(
        made.at("clerk"), edition_id=edition.pk, person_name=NAME, method_code="sx", told_at=made.now, place="家里",
        informer="王五", answer="没有意见", signed=True, now=made.later(), today=made.today,
    )  # fmt: skip
    made.published(STUDY)
    made.told = Edition.objects.get(pk=edition.pk)
    return made


def media(place) -> dict[str, bytes]:
    """Everything that reaches people without asking who they are, by what it is."""
    code, year, visitor = place.world.village.code, place.today.year, Client()
    span = f"from={place.today - timedelta(days=90)}&to={timezone.localdate()}"
    addresses = [
        "/", "/latest/", f"/org/{code}/", f"/org/{code}/screen/", f"/org/{code}/screen/1/", f"/org/{code}/bulletin/?{span}",
        f"/org/{code}/register/{year}/", f"/org/{code}/register/{year}.xlsx", f"/search/?q={SECRET}", "/days.ics",
        f"/org/{code}/calendar.ics", "/sitemap.xml", f"/sitemap/{place.today:%Y-%m}-0.xml", f"/api/v1/items?organization={code}",
        *(f"{where}feed.{form}" for where in ("/", f"/org/{code}/") for form in ("rss", "atom", "json")),
    ]  # fmt: skip
    found = {}
    for address in addresses:
        answer = visitor.get(address)
        assert answer.status_code in (200, 302, 404), address
        content = b"".join(answer) if answer.streaming else answer.content
        if address.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                content = b"".join(book.read(name) for name in book.namelist())
        found[address] = content.replace(f'value="{SECRET}"'.encode(), b"").replace(f"“{SECRET}”".encode(), b"")
    return found


@covers("R56", "R60", "R58", "R22")
def test_what_is_told_to_one_person_stands_in_no_medium_and_is_counted(place, tmp_path):
    number = place.told.disclosure.number
    found = media(place)
    for address, content in found.items():
        if address.startswith("/search/"):
            assert b"/item/" not in content, address
            continue
        for said in (SECRET, NAME, number, slug(number)):
            assert said.encode() not in content, (address, said)
    register = found[f"/org/{place.world.village.code}/register/{place.today.year}/"].decode()
    assert "另有告知个人 1 人次" in register, "counted"
    for address in (f"/item/{slug(number)}/", f"/item/{slug(number)}/qr.svg", f"/item/{slug(number)}.json"):
        assert Client().get(address).status_code == 404
    for kind in ("sheet/a4/", "sheet/a4.pdf", "script/radio/", "script/meeting/", "channels/"):
        assert desk(place.world.clerk).get(f"/desk/edition/{place.told.pk}/{kind}").status_code == 404, kind
    sheets = publication.sheets_of_month(
        Actor.clock(), path=place.world.village.path, period=place.told.disclosure.period, today=place.today
    )
    titles = [one.row.title for one in sheets]
    assert titles and SECRET not in titles
    made = archiving.pack(
        Actor.clock(), org_id=place.world.village.pk, year=place.today.year, target=tmp_path / "bag", now=place.later(),
        page=packages.page, index=packages.index, tools=(),
    )  # fmt: skip
    assert made.lines
    whole = b"".join(one.read_bytes() for one in (tmp_path / "bag").rglob("*") if one.is_file())
    assert SECRET.encode() not in whole and NAME.encode() not in whole and number.encode() not in whole
    assert not Hook.objects.exists()


@covers("R72", "R71")
def test_the_day_for_the_people_is_in_calendar_screen_briefing_and_on_paper(world):  # noqa: F811
    clerk, code = desk(world.clerk), world.village.code
    fields = sent(
        world,
        visits="3",
        opinions="2",
        people="12",
        reason="公开日停电",
        title="公开日接待群众",
        content="问得最多的是便道。",
    )
    made = clerk.post("/desk/activities/new/day/", fields)
    assert made.status_code == 302
    number = made["Location"].rstrip("/").rsplit("/", 1)[1]
    assert "SUMMARY:党务公开日（群众工作日）" in Client().get("/days.ics").content.decode()
    assert "也是群众工作日" in Client().get(f"/org/{code}/screen/").content.decode()
    span = f"from={world.today}&to={world.today}"
    for kind in ("bulletin/", "bulletin.docx", "bulletin.pdf"):
        text = words(Client().get(f"/org/{code}/{kind}?{span}"))
        assert "公开日接待群众" in text and "来访12人，走访3户，听到意见2条" in text and "问得最多的是便道" in text, (
            kind
        )
    assert clerk.get(f"/desk/forms/F30/{number}.pdf").status_code == 200
    month = Client().get(f"/org/{code}/{world.today:%Y-%m}/").content.decode()
    assert "公开日接待群众" in month and "/activities/" in month, "the month's sheet leads to the record"
    participating.void_activity(world.actor(world.clerk), number=number, reason="重复登记", now=world.now)
    assert "公开日接待群众" not in words(Client().get(f"/org/{code}/bulletin.docx?{span}"))
    assert json.loads(Client().get(f"/org/{code}/feed.json").content)["items"] == []
