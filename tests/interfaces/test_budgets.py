"""No page asks more of the database than its budget, and none asks more because there is more to show."""

import os
import re
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from gongkai.disclosures.models import Edition
from gongkai.interfaces.jobs.demo.accounts import ACCOUNTS
from gongkai.interfaces.jobs.demo.load import Plan, load
from gongkai.interfaces.jobs.demo.structure import TRY_VILLAGE
from gongkai.publication.models import IndividualNotice, Publication
from gongkai.publication.numbers import slug
from tests.factories.folders import own_folder
from tests.interfaces.budgets import BUDGETS, NO_PAGE, NOT_SHOWN
from tests.interfaces.test_access import names
from tests.interfaces.walking import ask, client_of, route_of, walk

pytestmark = pytest.mark.skipif(
    os.environ.get("GONGKAI_TEST_DB") == "postgres", reason="the same queries are asked of every database"
)
FIRST = ("cun-jingban", "xian-bangongshi", "zhen-mulu", "cunmin", "dangyuan")  # they open most doors
MORE_KINDS = 2  # questions that are asked only where something of a kind is there, such as a reminder
ONE_THING = re.compile(r"/\d+/|/item/|-\d{4}-\d|/v\d+/|[0-9a-f]{12,}")


def test_every_page_has_a_budget_and_every_budget_a_page():
    assert names() - set(BUDGETS) - NO_PAGE - NOT_SHOWN == set()
    assert (set(BUDGETS) | NO_PAGE | NOT_SHOWN) - names() == set()


def plain() -> list[str]:
    """Addresses that need no word more."""
    found = []
    for name in sorted(names()):
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


def pages(loaded) -> tuple[str, ...]:
    """Where to begin: every page without arguments, what the demonstration shows, and what no page links to."""
    hidden = Edition.objects.filter(state="hidden").values_list("pk", flat=True)[0]
    notice = Publication.objects.filter(notice_end__isnull=False, org__code=TRY_VILLAGE)
    public = Publication.objects.filter(audience="public", ended_at=None)
    return (
        *plain(), *loaded.shown.values(), f"{loaded.shown['告知个人']}tell/", f"/desk/edition/{hidden}/restore/",
        f"{loaded.shown['民主评议']}check/", reverse("portal:appraisals", args=[TRY_VILLAGE]),
        reverse("portal:screen_page", args=[TRY_VILLAGE, 1]),
        *(reverse(f"portal:application_figures{kind}", args=[TRY_VILLAGE, "2026"]) for kind in ("", "_xlsx")),
        *(reverse(f"api:{name}", args=[TRY_VILLAGE]) for name in ("organization", "catalog")), reverse("api:days", args=[2026]),
        reverse("api:month", args=[TRY_VILLAGE, notice.values_list("period", flat=True)[0]]),
        reverse("api:item", args=[slug(public.values_list("disclosure__number", flat=True)[0])]),
        reverse("portal:organization_category_feed", args=[TRY_VILLAGE, 3, "atom"]),
        reverse("portal:sitemap_month", args=[notice.values_list("period", flat=True)[0], 0]),
        reverse("workbench:conclude_notice", args=[notice.values_list("pk", flat=True)[0]]),
        reverse("workbench:notice", args=[IndividualNotice.objects.values_list("pk", flat=True)[0]]),
    )  # fmt: skip


@contextmanager
def demonstration(**size):
    """A demonstration county as of the real day; nothing of it stays."""
    with TemporaryDirectory() as folder, own_folder(Path(folder)), transaction.atomic():
        try:
            yield load(Plan(timezone.localdate(), **size))
        finally:
            transaction.set_rollback(True)


def asked_most(lists: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Of each page the two persons for whom it asked most: who may see little sees no more of a larger county."""
    found, opened = {}, Counter()
    for (username, address), number in sorted(lists.items(), key=lambda item: -item[1]):
        opened[route_of(address)] += 1
        if opened[route_of(address)] <= 2:
            found[username, address] = number
    return found


@pytest.fixture(scope="module")
def walked(django_db_setup, django_db_blocker):
    """What everyone met in the small county, and what the pages of many things asked in one twice as large."""
    with django_db_blocker.unblock():
        with demonstration(organizations=14, months=3) as loaded:
            rest = tuple(one.username for one in ACCOUNTS if one.username not in FIRST)
            starts = pages(loaded)
            met = walk((*FIRST, ""), BUDGETS, starts)
            for username in rest:  # what they may open at all is the access table's question
                walk((username,), BUDGETS, tuple(one for one in starts if not met.opened[route_of(one)]), found=met)
        lists = asked_most({key: number for key, number in met.seen.items() if not ONE_THING.search(key[1])})
        with demonstration(organizations=24, months=4):
            browsers = {username: client_of(username) for username in {username for username, _ in lists}}
            larger = {
                (username, address): ask(browsers[username], address, number + MORE_KINDS)
                for (username, address), number in lists.items()
            }
    return met, lists, larger


def test_no_page_asks_more_than_its_budget(walked, db):
    met, _, _ = walked
    known = {name: worst for name, worst in met.most.items() if name not in NOT_SHOWN}
    over = {name: (*worst, BUDGETS.get(name)) for name, worst in known.items() if worst[0] > BUDGETS.get(name, -1)}
    assert over == {}
    assert met.failed == []


def test_no_link_leads_nowhere_and_no_name_stands_twice_on_a_page(walked, db):
    met, _, _ = walked
    assert met.dead == {}
    assert met.twice == {}


def test_every_budget_was_tried(walked, db):
    assert set(BUDGETS) - set(walked[0].most) == set()


def test_more_rows_ask_no_more_questions(walked, db):
    _, lists, larger = walked
    assert len({route_of(address) for _, address in lists}) > 50
    grown = {
        key: (number, larger[key][0]) for key, number in lists.items() if larger[key][0] > number + MORE_KINDS
    }  # fmt: skip
    assert grown == {}
    assert {key for key, (_, answer) in larger.items() if answer.status_code != 200} == set()
