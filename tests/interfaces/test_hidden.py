"""Whoever may not know of a thing reads everywhere the same bytes as if it were not there (P2).

The same addresses are read in a world and in the world with eleven more things in it, one of each kind, and then with
an item for members. Nothing is left out of the comparison but tokens of forms and the moment of the answer.
"""

import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.access import TABLE, WHO
from tests.interfaces.hidden import KINDS, WORD, party_edition, people
from tests.interfaces.test_access import county, filled  # noqa: F401 - the county of the access table
from tests.interfaces.workbench.test_month import desk

pytestmark = pytest.mark.twice

MOMENT = re.compile(
    rb'(?:csrfmiddlewaretoken|token)" value="[^"]*"|DTSTAMP:\w+|<footer class="screen-foot">.*|'
    rb"(?:ModDate|CreationDate)\(D:\d+Z\)|<xmp:(?:ModifyDate|CreateDate|MetadataDate)>[^<]*|/ID\[.*?\]|ID>[^<]*|"
    rb"<dcterms:\w+[^<]*<"
)
# What the rules want told in numbers: open opinions, applications of a year, how many persons were told (no word of them).
NUMBERS = {
    "portal:organization", "portal:month", "portal:opinion_results", "portal:register", "portal:application_figures",
    "portal:application_figures_xlsx", "workbench:applications",
}  # fmt: skip
OUTSIDERS = ("visitor", "member", "villager", "charlie")
HEADERS = ("ETag", "Last-Modified", "Location", "Link", "Cache-Control", "Content-Disposition")


def browser(world, who) -> Client:
    return Client() if who == "visitor" else desk(getattr(world, who))


def read(client: Client, address: str) -> tuple:
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(one.encode() + packed.read(one) for one in packed.namelist())
    return answer.status_code, [answer.get(name) for name in HEADERS], MOMENT.sub(b"", content)


def everything(clients, found) -> dict:
    """What each of them reads at every address that is theirs."""
    return {
        (who, name): read(client, reverse(name, args=filled(arguments, found)))
        for who, client in clients.items()
        for name, arguments, codes in TABLE
        if codes[WHO.index(who)] == 200
    }


def differing(before: dict, after: dict) -> dict:
    """Place → what stands there now and stood otherwise before."""
    return {
        place: [line[:200] for line in told[2].split(b"\n") if line not in before[place][2]]
        or (before[place][:2], told[:2])
        for place, told in after.items()
        if before[place] != told
    }


def test_what_is_hidden_changes_no_byte_for_whom_it_is_hidden(county, tmp_path):  # noqa: F811
    world, found = county
    world.draft = found["draft"]
    people(world)
    clients = {who: browser(world, who) for who in OUTSIDERS}
    before = everything(clients, found)
    known = [make(world, tmp_path) for make in KINDS]
    for reader, place, word in known:
        assert word in read(desk(reader), place)[2].decode(errors="replace"), place
    after = everything(clients, found)
    changed = differing(before, after)
    assert {place: told for place, told in changed.items() if place[1] not in NUMBERS} == {}
    assert {name for _, name in changed} == NUMBERS
    assert not any(WORD.encode() in told[2] for told in after.values())
    for who in OUTSIDERS:
        for _, place, _ in known:
            missing = re.sub(r"\d+", lambda digits: "9" * len(digits[0]), place)
            assert read(clients[who], place)[::2] == read(clients[who], missing)[::2], (who, place)
    reader, place, word = party_edition(world, tmp_path)
    del clients["member"]
    assert word in read(desk(reader), place)[2].decode()
    assert differing(after, everything(clients, found)) == {}
