"""A key that is lost is never made anew unsaid: what it closed would be closed for good and nobody would know (P10, P31)."""

import pytest
from django.utils import timezone

from gongkai.ledger import actions, queries
from gongkai.ledger.code_keys import code_keys
from gongkai.ledger.key_notes import CODES, IDENTITY, key_place, note_found
from gongkai.ledger.log_keys import key_file as log_key_file
from gongkai.ledger.models import AuditEvent, KeyNote
from gongkai.participation import actions as participation
from gongkai.participation import keys
from gongkai.participation.models import Identity
from gongkai.rules.actor import Actor
from gongkai.rules.refusals import Refused
from gongkai.rules.terms import explain
from tests.ledger.logs import CLOCK, NOW, append, sign

pytestmark = pytest.mark.django_db
USES = {CODES: code_keys, IDENTITY: keys.ring}


def refused(act, **named):
    with pytest.raises(Refused) as caught:
        act(**named)
    return caught.value


@pytest.mark.parametrize("name", USES)
def test_a_lost_key_is_missed_by_name_and_not_made_anew(name):
    first = USES[name]()
    key_place(name).unlink()
    said = refused(USES[name])
    assert said.code == "key_lost" and not key_place(name).exists()
    words = explain(said.code, said.facts)
    assert name in words and "备份" in words and f"gongkai keys --accept-loss {name}" in words and "打不开" in words
    assert [one.facts["name"] for one in queries.unanswered(CLOCK)] == [name]
    key_place(name).touch()  # an empty file is not the key either
    assert refused(USES[name]).code != "key_lost" and first


@pytest.mark.parametrize("name", USES)
def test_a_key_of_an_older_version_is_noted_and_then_missed(name):
    USES[name]()
    KeyNote.objects.all().delete()
    note_found()
    key_place(name).unlink()
    assert refused(USES[name]).code == "key_lost"


def test_sealed_names_are_enough_to_miss_their_key():
    participation.seal(Actor.visitor(), name="陈三", contact="", user_id=None, now=NOW)
    KeyNote.objects.all().delete()
    key_place(IDENTITY).unlink()
    assert refused(keys.ring).code == "key_lost" and not key_place(IDENTITY).exists()


def test_the_keeper_accepts_the_loss_with_a_reason_and_it_stays_on_record():
    ref = participation.seal(Actor.visitor(), name="陈三", contact="", user_id=None, now=NOW)
    asked = {"name": IDENTITY, "make": keys.make_ring, "now": timezone.now()}
    assert refused(actions.accept_lost_key, actor=CLOCK, basis="烧毁", **asked).code == "key_not_lost"
    key_place(IDENTITY).unlink()
    assert refused(actions.accept_lost_key, actor=CLOCK, basis=" ", **asked).code == "key_loss_basis"
    assert refused(actions.accept_lost_key, actor=Actor.visitor(), basis="烧毁", **asked).code == "no_permission"
    actions.accept_lost_key(CLOCK, basis="机房失火，县委办决定", **asked)
    assert queries.unanswered(CLOCK) == []
    assert AuditEvent.objects.get(verb="key.lost").facts == {"basis": "机房失火，县委办决定"}
    newer = participation.seal(Actor.visitor(), name="褚四", contact="", user_id=None, now=NOW)
    closed = Identity.objects.get(ref=ref).key_id
    assert participation.rotate_keys(CLOCK, now=NOW) == 1  # what is closed for good stops no change of key
    assert Identity.objects.get(ref=ref).key_id == closed
    assert Identity.objects.get(ref=newer).key_id == keys.ring()[0].name


def test_a_key_of_the_log_is_not_made_anew_over_what_was_signed():
    append(1)
    sign()
    log_key_file().unlink()
    append(2)
    assert refused(sign).code == "log_key_missing" and not log_key_file().exists()
    assert [one.code for one in queries.unanswered(CLOCK)] == ["log_key_missing"]
