"""The small county as a real site with its own processes: drafts of the clerk to write on, and who writes them."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

from tests.interfaces.installation import Installation, fresh

# Makes the county, its clerk's drafts and a session of the clerk; answers with the session and the numbers of the drafts.
MADE = """
import sys, django
django.setup()
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.publication.county import FUNDS, STUDY, TEXT
from tests.factories.duties import bound_county
from gongkai.disclosures import actions
from gongkai.disclosures.models import Revision
now, today = timezone.now(), timezone.localdate()
world = bound_county(now, today).world
clerk = world.actor(world.clerk)
drafts = [actions.start(clerk, org_id=world.village.pk, code=code, period=f"{today:%Y-%m}", now=now).pk for code in (FUNDS, STUDY)]
for pk in drafts:
    based_on = Revision.objects.filter(edition=pk).count()
    actions.save_revision(clerk, edition_id=pk, based_on=based_on, now=now, **TEXT)
client = Client()
client.force_login(world.clerk)
print(client.cookies["sessionid"].value, *drafts)
"""
KEPT = """
import django
django.setup()
from django.db import connection
from gongkai.disclosures.models import Revision
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
print(*Revision.objects.values_list("title", flat=True), sep="\\n")
"""


@dataclass
class Site:
    """An installation with the county, the clerk's session and drafts; `acknowledged`: titles that were taken."""

    place: Installation
    session: str
    drafts: list[str]
    acknowledged: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)

    def ask(self, port: int, path: str, **fields) -> tuple[int, str]:
        """Status and page for the clerk; with fields the form is sent. Status 0 while nobody answers."""
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": "t" * 32}).encode() if fields else None
        cookie = f"sessionid={self.session}; csrftoken={'t' * 32}"
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, {"Cookie": cookie})  # noqa: S310
        try:
            with OPENER.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as said:
            return said.code, said.read().decode()
        except OSError:
            return 0, ""

    def write(self, port: int, draft: str, title: str, **texts) -> int:
        """Save a revision of a draft; what was acknowledged is remembered."""
        _, page = self.ask(port, f"/desk/edition/{draft}/")
        based = re.search(r'name="based_on" value="(\d+)"', page)
        if based is None:
            return 0
        code, said = self.ask(
            port, f"/desk/edition/{draft}/save/", title=title, based_on=based[1], verb="save", **(WORDS | texts)
        )
        if code == 302:
            self.acknowledged.append(title)
        else:
            self.refused.append((code, said))
        return code

    def writers(self, port: int, stop: threading.Event, round_: int) -> list[threading.Thread]:
        """One writer for each draft, who goes on until told to stop or until nobody answers."""

        def go_on(draft: str) -> None:
            number = 0
            while not stop.is_set() and self.write(port, draft, f"第{round_}轮{draft}号第{number}稿") == 302:
                number += 1

        threads = [threading.Thread(target=go_on, args=(draft,)) for draft in self.drafts]
        for one in threads:
            one.start()
        return threads

    def kept(self) -> set[str]:
        """Titles of all revisions that are there; the database is whole."""
        done = self.place.python(KEPT)
        assert done.returncode == 0, done.stderr
        return set(done.stdout.splitlines())


WORDS = {
    "plain": "8月党费应缴31人，实缴31人。", "content": "<p>8月应缴党费31人。</p>", "procedure": "<p>核对收据。</p>",
    "result": "<p>没有异议。</p>",
}  # fmt: skip


class _Stay(urllib.request.HTTPRedirectHandler):
    """Where a form leads to is not gone to: that it leads on is the acknowledgement."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(_Stay)


def county_site(folder) -> Site:
    """A new installation in this folder."""
    place = fresh(folder)
    done = place.run("migrate")
    assert done.returncode == 0, done.stderr
    made = place.python(MADE)
    assert made.returncode == 0, made.stderr
    session, *drafts = made.stdout.split()
    return Site(place, session, drafts)


def copied(site: Site, folder, tablespace: str = "") -> Site:
    """The same once more, of which nothing is known to be acknowledged."""
    return Site(fresh(folder, like=site.place, tablespace=tablespace), site.session, site.drafts)
