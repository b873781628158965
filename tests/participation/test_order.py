"""The order attack (P30 c): who knows in which order people came must not find it again in what is kept.

Fifty notes are written in a known order, each in a transaction of its own, then mixed and delivered as
in any night and morning. Each attacker puts them in order by something the database shows. Guessing
hits one place on average, with a deviation of one; an attacker wins with more than 1 + 3σ, and the
test fails when he wins in two independent nights.
"""

from contextlib import contextmanager
from datetime import date, datetime

import pytest
from django.db import connection

from gongkai.ledger.actions import record
from gongkai.participation import actions
from gongkai.rules.actor import Actor
from gongkai.rules.duties import LOCAL
from tests.covers import covers
from tests.participation.protectors import NOW, TODAY, build_voices, table

CROWD = 50
MOST_HITS = 1 + 3
MORNING = datetime(2026, 10, 15, 8, 0, tzinfo=LOCAL)
NOTE, OPINION = "participation_anonymousnote", "participation_opinion"

pytestmark = pytest.mark.django_db(transaction=True)


def texts(night: int) -> list[str]:
    return [f"第{night}夜第{place:02d}人的意见" for place in range(CROWD)]


def write(protected, night: int) -> list[str]:
    said = texts(night)
    for place, text in enumerate(said):
        actions.write_anonymous(
            Actor.visitor(), org_code=protected.world.village.code, text=text, kind="suggestion", source=f"{night}-{place}",
            today=TODAY,
        )  # fmt: skip
    return said


def by(table_name: str, order: str):
    """An attacker who sorts the rows of a table."""

    def attack() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT text FROM {table_name} {order}")
            return [row[0] for row in cursor.fetchall()]

    return attack


def by_file_position() -> list[str]:
    """An attacker who reads the bytes of the database file: inside a page rows lie as they were written."""
    raw = connection.connection.serialize()
    found = {text: raw.find(text.encode()) for night in (1, 2) for text in texts(night)}
    return sorted((text for text in found if found[text] >= 0), key=found.get)


def attackers() -> dict:
    orders = {"as they lie": "", "by key": "ORDER BY id", "by day": "ORDER BY received_on"}
    own = {NOTE: {"by reference": "ORDER BY ref", "by receipt": "ORDER BY receipt", "by delivery": "ORDER BY delivered_on"},
           OPINION: {"by number": "ORDER BY number", "by its reference": "ORDER BY anonymous_ref"}}  # fmt: skip
    if connection.vendor == "postgresql":
        orders |= {"by transaction": "ORDER BY xmin::text::bigint, ctid", "by place": "ORDER BY ctid"}
    else:
        orders |= {"by rowid": "ORDER BY rowid"}
    found = {(name, how): by(name, order) for name in (NOTE, OPINION) for how, order in (orders | own[name]).items()}
    if connection.vendor == "sqlite":
        found[NOTE, "by file position"] = by_file_position
    return found


def hits(attack, said: list[str]) -> int:
    """The better of both directions."""
    guess = [text for text in attack() if text in set(said)]
    assert len(guess) == len(said)
    return max(sum(a == b for a, b in zip(way, said, strict=True)) for way in (guess, guess[::-1]))


@contextmanager
def night(protected, number: int):
    said = write(protected, number)
    actions.mix_rows(Actor.clock(), today=date(2026, 10, 15))
    actions.deliver(Actor.clock(), today=MORNING.date(), now=MORNING)
    yield said


@covers("R12")
def test_no_attacker_finds_the_order_again():
    protected, winners = build_voices(), []
    for number in (1, 2):
        with night(protected, number) as said:
            winners.append({name for name, attack in attackers().items() if hits(attack, said) > MOST_HITS})
            table("Opinion").all().delete()
            table("AnonymousNote").all().delete()
    assert winners[0] & winners[1] == set()


def test_the_attack_itself_works_where_nothing_is_mixed():
    """The trail of acts keeps its order, and so do rows before the night: the attackers are no straw men."""
    protected = build_voices()
    said = texts(1)
    for text in said:
        record(Actor.clock(), verb="control", subject=text, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM ledger_auditevent WHERE verb = 'control' ORDER BY id")
        assert hits(lambda: [row[0] for row in cursor.fetchall()], said) == CROWD
    write(protected, 1)
    if connection.vendor == "postgresql":
        assert hits(by(NOTE, "ORDER BY xmin::text::bigint"), said) == CROWD
        assert hits(by(NOTE, "ORDER BY ctid"), said) == CROWD
    else:
        assert hits(by(NOTE, "ORDER BY rowid"), said) <= 2 * MOST_HITS  # a random rowid tells nothing even by day
