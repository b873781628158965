"""Voters without a role learn in the morning that a round is open (R117); the county is another one than in test_calls."""

from datetime import timedelta

from gongkai.interfaces.jobs import notices
from gongkai.rules.actor import Actor
from tests.covers import covers
from tests.participation.urn import TODAY, village


@covers("R117", "R10")
def test_voters_are_told_of_an_open_round_and_still_when_they_voted(db):
    made = village(2)
    made.move("open")
    made.vote(1)

    def asked(days):
        found = notices.lines_of_everyone(Actor.clock(), today=TODAY + timedelta(days=days))[1]
        lines = {user.pk: [one for one in found.get(user.pk, ()) if one.kind == "vote"] for user in made.voters}
        return [len(lines[user.pk]) for user in made.voters]

    assert asked(0) == [0, 0, 0]
    assert asked(1) == asked(11) == [1, 1, 1]  # the last day is Friday 9 October
    assert asked(12) == [0, 0, 0]
