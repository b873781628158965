"""Guessing receipt codes from two processes at once (P27, P31)."""

from collections import Counter

import pytest

from gongkai.ledger.sources import SOURCES
from gongkai.participation import queries
from gongkai.participation.models import AnonymousNote
from gongkai.rules.actor import Actor
from gongkai.rules.receipts import BITS, code_of
from gongkai.rules.refusals import Refused
from tests.covers import covers
from tests.factories.parallel import file_database
from tests.factories.processes import in_two_processes
from tests.participation.voices import TODAY, Voices

ADDRESS = "10.1.2.3"


def _guess(number, tries):
    """Wrong codes from one address: how often each sentence was the answer."""
    said = Counter()
    for step in range(tries):
        try:
            queries.dialogue(
                Actor.visitor(), code=code_of((number * tries + step + 1) << 40 & (1 << BITS) - 1),
                source=SOURCES.mark(ADDRESS, today=TODAY), today=TODAY,
            )  # fmt: skip
            said["found"] += 1
        except Refused as refused:
            said[refused.code] += 1
    return said


@covers("R12")
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_wrong_codes_find_nothing_and_are_slowed_across_two_processes(tmp_path):
    place = Voices()
    AnonymousNote.objects.create(
        ref="a" * 32,
        receipt="b" * 64,
        org_id=place.world.village.pk,
        text="路灯坏了。",
        kind="suggestion",
        received_on=TODAY,
    )
    with file_database(tmp_path):
        said = sum(in_two_processes(_guess, 5_000), Counter())
    assert said == {"receipt_wrong": 20, "receipt_tries": 9_980}
