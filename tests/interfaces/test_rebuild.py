"""`gongkai rebuild`: what is derived comes back from the records, and twice is as good as once."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from gongkai.config.pagestore import PageStore
from gongkai.interfaces.jobs import rebuild
from gongkai.ledger.actions import store
from gongkai.ledger.models import StoredFile
from gongkai.obligations.models import DueItem, OrgMonth
from gongkai.publication import pages
from gongkai.publication.models import SearchDocument
from gongkai.publication.numbers import slug
from tests.interfaces.application import Application
from tests.ledger.intake_files import pdf
from tests.publication.county import FUNDS, county

pytestmark = pytest.mark.twice

COUNTED = ("org_id", "period", "expected", "published", "missing")


@pytest.fixture
def place(db):
    made = county()
    made.published(FUNDS)
    return made


def derived() -> tuple:
    return (
        sorted(OrgMonth.objects.values_list(*COUNTED)),
        sorted(DueItem.objects.values_list("catalog_id", "period", "code", "due_on")),
        sorted(SearchDocument.objects.values_list("publication_id", "grams")),
    )


def test_everything_derived_comes_back_from_the_records(place, capsys):
    rebuild.main([])
    whole = derived()
    assert all(whole)
    OrgMonth.objects.update(expected=99)
    SearchDocument.objects.all().delete()
    before = pages.generation().read()
    assert rebuild.main([]) == 0
    assert derived() == whole and pages.generation().read() != before
    said = capsys.readouterr().out
    assert "各月统计：" in said and "查找的索引：1件" in said
    rebuild.main([])
    assert derived() == whole


def test_every_page_of_the_site_map_is_rendered_at_once(place, capsys, settings, monkeypatch):
    settings.GONGKAI_URL, settings.ALLOWED_HOSTS = "http://dangwu.example.cn", ["dangwu.example.cn"]
    settings.WSGI_APPLICATION = "tests.interfaces.application.stored"
    monkeypatch.setattr("tests.interfaces.application.stored", PageStore(Application()), raising=False)
    (number,) = SearchDocument.objects.values_list("publication__disclosure__number", flat=True)
    rebuild.main(["--only", "pages"])
    made = int(re.search(r"公开网页：做好(\d+)页", capsys.readouterr().out)[1])
    stored = list((Path(settings.GONGKAI_PAGES) / "current").resolve().rglob("index.html"))
    assert made == len(stored) > 5
    assert any(reverse("portal:item", args=[slug(number)]).strip("/") in str(one) for one in stored)


def test_one_part_alone_leaves_the_others(place, capsys):
    OrgMonth.objects.update(expected=99)
    rebuild.main(["--only", "search"])
    assert set(OrgMonth.objects.values_list("expected", flat=True)) == {99}
    assert "统计" not in capsys.readouterr().out


def test_attachments_stored_before_are_read_as_the_intake_reads_today(place, capsys, tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(tmp_path / "b.pdf", "dues 320", author="Demo Author").read_bytes())
    stored = store(
        place.world.clock, source=tmp_path / "a.pdf", name="账.pdf", org_path=place.world.village.path, now=place.now
    )
    text = stored.text
    StoredFile.objects.filter(pk=stored.pk).update(text="dues 320\nDemo Author", pages=None, warnings=[])
    gone = StoredFile.objects.create(
        token="0" * 32, name="没了.pdf", extension="pdf", media_type="application/pdf", size=1, sha256="1" * 64,
        text="还在的字", stored_at=place.now,
    )  # fmt: skip
    rebuild.main(["--only", "files"])
    assert "附件里的字：2份，1份读出的和原来不同" in capsys.readouterr().out
    stored.refresh_from_db()
    gone.refresh_from_db()
    assert (stored.text, stored.pages) == (text, 1) and any("Demo Author" in one for one in stored.warnings)
    assert stored.seen_text.strip() == "dues 320" and gone.text == "还在的字"
