"""Nothing that people wrote runs: 120 attempts in every field that holds words, every page opened in a browser (P24)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosures.richtext import clean
from tests.covers import covers
from tests.factories.hostile import PAYLOADS, spoil
from tests.interfaces.access import TABLE, WHO
from tests.interfaces.test_access import county, filled  # noqa: F401 - the fixture
from tests.interfaces.workbench.test_month import desk

OURS = re.compile(r'<link rel="[^>]*>|<script [^>]*src="/static/[^>]*></script>')  # would only be asked for and refused
READERS = ("visitor", "head", "county_office")
# Opens documents in frames, a few at a time; answers with those in which something ran or waits for a click.
OPEN = """async documents => {
  const wrong = [];
  const bad = one => [...one.attributes].some(a =>
    (/^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value)) && a.value.includes("__pwned"));
  const open = ([name, html]) => new Promise(done => {
    const frame = document.createElement("iframe");
    const look = () => {
      const inner = frame.contentWindow;
      if (inner.__pwned || [...inner.document.querySelectorAll("*")].some(bad)) wrong.push(name);
      frame.remove();
      done();
    };
    frame.onload = () => setTimeout(look, 5);
    frame.srcdoc = html;
    document.body.append(frame);
  });
  for (let first = 0; first < documents.length; first += 24) await Promise.all(documents.slice(first, first + 24).map(open));
  return wrong;
}"""


@pytest.fixture
def trap(chromium):
    """A window without our policy, so that only what the pages say themselves keeps a script from running."""
    context = chromium.new_context(bypass_csp=True)
    context.route("**/*", lambda route: route.abort())
    context.route(
        "http://trap.test/", lambda route: route.fulfill(body="<!doctype html><body>", content_type="text/html")
    )
    page = context.new_page()
    page.goto("http://trap.test/")
    yield lambda documents: page.evaluate(OPEN, documents)
    context.close()


def test_the_trap_catches_what_runs_and_the_text_of_a_revision_is_clean(trap):
    caught = trap([(str(number), f"<!doctype html><p>{one}") for number, one in enumerate(PAYLOADS)])
    assert len(PAYLOADS) == 120 and len(caught) >= 100, len(caught)
    assert trap([(one, f"<!doctype html>{clean(one)}") for one in PAYLOADS]) == []


@covers("R175")
def test_no_page_runs_what_people_wrote(trap, county):  # noqa: F811
    world, found = county
    fields = spoil(lambda _: "".join(PAYLOADS))
    assert len(fields) >= 40, sorted(fields)
    documents, pages = {}, 0
    for who in READERS:
        client = Client() if who == "visitor" else desk(getattr(world, who))
        for name, arguments, codes in TABLE:
            if codes[WHO.index(who)] != 200:
                continue
            answer = client.get(reverse(name, args=filled(arguments, found)))
            assert answer.status_code == 200, (name, who)
            if answer["Content-Type"].startswith("text/html"):
                body = b"".join(answer).decode()
                if "__pwned" in body:
                    pages += 1
                    documents.setdefault(OURS.sub("", body), f"{name} for {who}")
    assert pages >= 60, pages
    assert trap([(name, body) for body, name in documents.items()]) == []
