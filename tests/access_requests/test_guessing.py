"""Guessing the code on an applicant's receipt from two processes at once (P27, R89)."""

from collections import Counter

import pytest

from gongkai.access_requests import actions
from gongkai.ledger.sources import SOURCES
from gongkai.orgs import actions as orgs
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from tests.access_requests.asking import Asking
from tests.covers import covers
from tests.factories.drafts import Desk
from tests.factories.parallel import file_database
from tests.factories.processes import in_two_processes

ADDRESS = "10.1.2.4"


def _guess(number: int, tries: int, actor: Actor, application: str, when: dict) -> Counter:
    """Other codes than the right one, all from one address: how often each sentence was the answer."""
    said: Counter = Counter()
    for step in range(tries):
        try:
            actions.claim(
                actor, number=application, code=f"{number * tries + step:016d}",
                source=SOURCES.mark(ADDRESS, today=when["today"]), **when,
            )  # fmt: skip
            said["found"] += 1
        except Refused as refused:
            said[refused.code] += 1
    return said


@covers("R89")
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_wrong_codes_find_no_application_and_are_slowed_across_two_processes(tmp_path):
    asking = Asking(Desk())
    asking.enroll("laohe", "077", name="老何", account=False)
    typed = asking.enter(name="老何", roll_number="077")
    asking.people["he"] = orgs.create_user(Actor.clock(), username="he", name="老何", now=asking.desk.now)
    with file_database(tmp_path):
        said = sum(in_two_processes(_guess, 5_000, asking.at("he"), typed.number, asking.when), Counter())
    assert said == {"claim_wrong": 20, "receipt_tries": 9_980}
