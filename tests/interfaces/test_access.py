"""Every address stands in the access table, and each person gets there what the table says (P1, P28)."""

import os
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from gongkai.participation import actions as participation
from gongkai.publication import queries as publication
from gongkai.rulebook import actions as rulebook
from tests.covers import covers
from tests.factories.duties import bound_county
from tests.factories.meetings import meeting_form
from tests.factories.world import moment_of
from tests.interfaces.access import ELSEWHERE, TABLE, WHO
from tests.interfaces.workbench.test_month import desk, save, start

pytestmark = pytest.mark.twice

ON_POSTGRESQL = os.environ.get("GONGKAI_TEST_DB") == "postgres"
SEE_MOST = ("visitor", "head", "county_office")
DANGEROUS = ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*")


def names() -> set[str]:
    """All names of the three doors."""
    found = set()
    for pattern in get_resolver().url_patterns:
        found |= {f"{pattern.app_name}:{name}" for name in pattern.reverse_dict if isinstance(name, str)}
    return found


def test_every_address_is_classified():
    assert names() - ELSEWHERE - {name for name, *_ in TABLE} == set()


@pytest.fixture
def county(db):
    today = timezone.localdate()
    world = bound_county(moment_of(today), today).world
    rulebook.load_digest(world.clock, now=world.now)
    clerk, secrecy, deputy, head = (desk(user) for user in (world.clerk, world.secrecy, world.deputy, world.head))
    released = start(world, code="C15")
    save(clerk, released, verb="submit")
    ticks = dict.fromkeys(("state_secret", "work_secret", "business_secret", "personal_privacy"), "no")
    secrecy.post(f"/desk/edition/{released}/act/", {**ticks, "verb": "clear_secrecy"})
    deputy.post(f"/desk/edition/{released}/act/", {"verb": "pass_review"})
    head.post(f"/desk/edition/{released}/act/", {"verb": "approve"})
    clerk.post(f"/desk/edition/{released}/release/", meeting_form())
    draft = start(world, code="C04")
    save(clerk, draft)
    row = publication.latest(world.actor(world.member), limit=1)[0]
    head, when = world.actor(world.head), {"now": world.now, "today": world.today}
    round_id = participation.prepare_round(
        head,
        org_id=world.village.pk,
        title="民主评议",
        ends_on=world.today + timedelta(days=9),
        paper_only=True,
        **when,
    ).pk
    participation.move_round(head, round_id=round_id, verb="open", **when)
    said = {
        "org_id": world.village.pk,
        "text": "路灯什么时候修？",
        "kind": "inquiry",
        "sign": True,
        "now": world.now,
        "today": world.today,
    }
    opinion = participation.submit(world.actor(world.member), **said)
    about_leaders = participation.submit(world.actor(world.member), **(said | {"concern": "leaders"}))
    return world, {
        "village": world.village.code, "village_id": world.village.pk, "period": f"{world.today:%Y-%m}", "year": str(world.today.year),
        "draft": draft, "released": released, "inside": row.slug, "publication": row.publication_id,
        "round": round_id,
        "opinion": opinion.pk, "receipt": opinion.receipt, "about_leaders": about_leaders.pk,
    }  # fmt: skip


def filled(arguments, found) -> list:
    return [found[one[1:-1]] if isinstance(one, str) and one.startswith("{") else one for one in arguments]


@covers("R13", "R158")
def test_everyone_gets_what_the_table_says(county):
    world, found = county
    wrong = []
    for place, who in enumerate(WHO):
        if ON_POSTGRESQL and who not in SEE_MOST:
            continue  # who may what is asked of the same code; that every page's questions are understood, two find out
        client = Client() if who == "visitor" else desk(getattr(world, who))
        for name, arguments, codes in TABLE:
            answer = client.get(reverse(name, args=filled(arguments, found)))
            if answer.status_code != codes[place]:
                wrong.append(f"{name} for {who}: {answer.status_code}, not {codes[place]}")
            wrong += [f"{name} for {who}: {lacking}" for lacking in unguarded(answer, name, who != "visitor")]
    assert wrong == []


def unguarded(answer, name: str, known: bool) -> list[str]:
    """What an answer lacks against scripts, frames and guessing, and of what says that it is not kept (P24, P28; ASVS 3.4)."""
    told = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}
    lacking = [header for header, value in told.items() if answer.get(header) != value]
    policy = answer.get("Content-Security-Policy", "")
    directives = dict(one.split(None, 1) for one in policy.split("; ") if " " in one)
    closed = all(directives.get(part) == "'none'" for part in ("frame-ancestors", "object-src", "base-uri"))
    sources = f"{directives.get('script-src', '*')} {directives.get('style-src', '*')}".replace("data:", "")
    if not closed or any(word in sources for word in DANGEROUS):
        lacking.append("Content-Security-Policy")
    if answer.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        lacking.append("Referrer-Policy")
    if "Server" in answer:
        lacking.append("silence about the server")
    private = known and answer.wsgi_request.__dict__.get("session") is not None and answer.wsgi_request.session.accessed
    kept = answer.get("Cache-Control", "")
    words = "no-store" if name.startswith("workbench:") else "no-store|private|no-cache"
    if private and answer.status_code == 200 and not re.search(words, kept):
        lacking.append(f"Cache-Control: {kept}")
    return lacking


# What a machine sends bears its own key, the anonymous path knows no cookie and has its own token, and whoever ends a
# subscription with one press shows the secret address (RFC 8058).
OWN_PROOF = {
    "portal:anonymous": {415}, "portal:anonymous_receipt": {415}, "portal:subscription_end": {200},
    "api:openapi-json": {200}, "api": {401, 404, 405},
}  # fmt: skip


def test_nothing_is_written_without_the_token_of_a_page_of_ours(county, caplog):
    caplog.set_level("ERROR")
    world, found = county
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.clerk)
    client.get("/desk/login/")
    let_in = []
    for name, arguments, _ in TABLE:
        address = reverse(name, args=filled(arguments, found))
        for more in ({}, {"csrfmiddlewaretoken": "a" * 64}):
            answer = client.post(address, more, headers={"origin": "https://evil.example"})
            if answer.status_code not in OWN_PROOF.get(name, OWN_PROOF.get(name.partition(":")[0], {403})):
                let_in.append((name, answer.status_code))
    assert let_in == []


def test_a_refusal_is_the_same_bytes_as_a_missing_page(county):
    world, found = county
    stranger = desk(world.charlie)
    hidden = stranger.get(reverse("workbench:edition", args=[found["draft"]]))
    nothing = stranger.get(reverse("workbench:edition", args=[99_999_999]))
    assert (hidden.status_code, hidden.content) == (nothing.status_code, nothing.content)
    inside = Client().get(reverse("portal:item", args=[found["inside"]]))
    never = Client().get(reverse("portal:item", args=["500222Z99-2026-00001"]))
    assert (inside.status_code, inside.content) == (never.status_code, never.content)
