"""Walks through the whole site as each kind of person, link by link, and counts what every page asks the database."""

import re
from collections import Counter, defaultdict, deque
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth import get_user_model
from django.db import connections
from django.http import Http404
from django.test import Client
from django.urls import resolve

ID = re.compile(r'<[a-z][^<>]* id="([^"]+)"')
LINK = re.compile(r'(?:href|src)="(/[^"#]*)"')
STARTS = (
    "/desk/",
    "/desk/me/",
    "/desk/catalogs/",
    "/opinion/mine/",
    "/applications/",
    "/search/?q=群众",
)  # everyone looks here
PER_PERSON, PER_ROUTE = 2, 4  # addresses of one page that one person opens, and all of them together
LEAVES = {"jobs:readyz", "ui:type", "workbench:logout"}  # no worker runs: the first says so with 503


class Count:
    """Counts queries while it is installed as an execute wrapper."""

    def __init__(self):
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


@dataclass
class Walk:
    """What was met: per page the most queries with the address and the person, and every address opened."""

    most: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)  # person and address → queries
    opened: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # page → addresses opened by everyone
    failed: list[str] = field(default_factory=list)
    dead: dict[str, str] = field(default_factory=dict)  # what a page links to and its reader gets not → that page
    twice: dict[str, set[str]] = field(default_factory=dict)  # names that stand twice on a page


def route_of(address: str) -> str | None:
    """The name of the page at an address, if the site has one there."""
    return _route_of(address.partition("?")[0])


@cache
def _route_of(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Http404:
        return None


def ask(client: Client, address: str, budget: int | None = None) -> tuple[int, object]:
    """Open an address: queries and answer. What goes beyond the budget is asked again, when all caches are filled."""
    for _ in range(2):
        count = Count()
        with ExitStack() as stack:
            stack.enter_context(connections["default"].execute_wrapper(count))
            answer = client.get(address)
            if answer.streaming:
                answer.body = b"".join(answer.streaming_content)
        if budget is None or count.number <= budget:
            break
    return count.number, answer


def client_of(username: str) -> Client:
    """A browser in which somebody has logged in; the visitor's has no name."""
    client = Client()
    if username:
        client.force_login(get_user_model().objects.get(username=username))
    return client


def walk(
    people: tuple[str, ...], budgets: dict[str, int], more: tuple[str, ...] = (), *, found: Walk | None = None
) -> Walk:
    """Open the site as these people, breadth first, a few addresses of each page for each person.

    `more`: addresses to begin with beside those of everyone. `found`: an earlier walk that goes on.
    """
    found = found or Walk()
    every = found.opened
    for username in people:
        client, opened = client_of(username), defaultdict(int)
        waiting, met, linked = deque((*STARTS, *more)), set(), {}
        while waiting:
            address = waiting.popleft()
            name = route_of(address)
            if name is None or name in LEAVES or address in met:
                continue
            if address not in STARTS and (opened[name] >= PER_PERSON or every[name] >= PER_ROUTE):
                continue
            met.add(address)
            number, answer = ask(client, address, budgets.get(name, 0))
            if answer.status_code >= 500:
                found.failed.append(f"{address} as {username}: {answer.status_code}")
            if answer.status_code == 404 and address in linked:
                found.dead[f"{address} for {username or 'a visitor'}"] = linked[address]
            if answer.status_code != 200:
                continue
            opened[name] += 1
            every[name] += 1
            found.seen[username, address] = number
            if number > found.most.get(name, (-1,))[0]:
                found.most[name] = number, address, username
            if "html" in answer.get("Content-Type", "") and not answer.streaming:
                page = answer.content.decode()
                if doubled := [name for name, times in Counter(ID.findall(page)).items() if times > 1]:
                    found.twice[address] = set(doubled)
                links = [link.replace("&amp;", "&") for link in LINK.findall(page)]
                linked.update((link, address) for link in links if link not in linked)
                waiting.extend(links)
    return found
