"""Voting at the same moment as others, as oneself, and as the closing (P34)."""

import base64
from datetime import timedelta
from functools import partial

import pytest

from gongkai.participation import actions, envelopes, tally
from gongkai.participation.models import AppraisalRound, Voter
from tests.factories.parallel import at_once, file_database, seen
from tests.participation.urn import ballot, village


@pytest.fixture(scope="module")
def keys():
    return tally.keygen()


def sealed(place, mark="satisfied") -> str:
    ref = AppraisalRound.objects.get().ref
    return base64.b64encode(envelopes.seal(place.keys.public, round_ref=ref, ballot=ballot(mark))).decode()


@pytest.mark.django_db(transaction=True)
def test_one_member_pressing_from_many_windows_has_one_vote(tmp_path, keys):
    place = village(2, keys=keys)
    place.move("open")
    actor = place.world.actor(place.voters[1])
    casts = [
        partial(actions.cast, actor, round_id=place.round_id, envelope=sealed(place), now=place.now) for _ in range(40)
    ]
    with file_database(tmp_path):
        prints = at_once(casts)
        assert all(len(one) == 64 for one in prints)
        assert seen(lambda: Voter.objects.filter(voted=True).count()) == 1
        kept = seen(lambda: envelopes.fingerprint(envelopes.unpack(Voter.objects.get(voted=True).envelope)))
        assert kept in prints


@pytest.mark.django_db(transaction=True)
def test_a_vote_beside_the_closing_is_in_the_urn_or_was_refused(tmp_path, keys):
    place = village(11, keys=keys)
    place.move("open")
    place.end()
    people = [place.world.actor(user) for user in place.voters]
    early, over = place.now - timedelta(minutes=1), place.now
    casts = [partial(actions.cast, who, round_id=place.round_id, envelope=sealed(place), now=early) for who in people]
    clock = place.world.clock
    closing = partial(actions.close_ended, clock, now=over)
    with file_database(tmp_path):
        said = at_once([*casts[:6], closing, *casts[6:]])
        cast = {one for one in said if isinstance(one, str) and len(one) == 64}
        found = seen(lambda: AppraisalRound.objects.get())
        if found.state == "open":  # the closing lost against a vote; it comes again with the next minute
            seen(closing)
            found = seen(lambda: AppraisalRound.objects.get())
        urn = {envelopes.fingerprint(envelopes.unpack(one)) for one in found.box}
        assert urn == cast
        assert set(said) - cast <= {"not_open", "changed_meanwhile", 0, 1}
