"""One page asks the same question once; nothing is remembered outside it, and nothing may be written inside."""

from datetime import UTC, datetime

import pytest

from gongkai.ledger import actions
from gongkai.ledger.remembered import once, remembering
from gongkai.rules.actor import Actor


def test_a_question_is_asked_once_within_a_page_and_anew_in_the_next():
    asked = []

    def read():
        asked.append(len(asked))
        return asked[-1]

    for _ in range(2):
        with remembering():
            assert once(("x", 1), read) == once(("x", 1), read)
            assert once(("x", 2), read) != once(("x", 1), read)
    assert (once(("x", 1), read), once(("x", 1), read)) == (4, 5)


def test_nothing_is_kept_when_the_page_fails():
    with pytest.raises(ValueError, match="spoiled"), remembering():
        once(("x",), lambda: "before")
        raise ValueError("spoiled")
    assert once(("x",), lambda: "after") == "after"


@pytest.mark.django_db
def test_whoever_writes_while_a_page_remembers_is_stopped():
    with remembering(), pytest.raises(RuntimeError):
        actions.record(Actor.clock(), verb="x.y", subject="x:1", now=datetime(2026, 9, 1, tzinfo=UTC))
