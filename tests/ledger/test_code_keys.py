"""Codes and addresses on paper hang on a key of their own, not on Django's SECRET_KEY (R11, R89)."""

import stat
from hashlib import sha256

import pytest
from django.core.signing import Signer
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.ledger.actions import record
from gongkai.ledger.claims import claim_code, holds
from gongkai.ledger.code_keys import code_keys, key_file, signer, write_code_keys
from gongkai.orgs.feeds import digest_of, token_of
from gongkai.participation.receipts import opinion_of, receipt_of
from gongkai.rules.actor import Actor
from gongkai.rules.receipts import CLAIM, code_of
from gongkai.rules.refusals import Refused
from gongkai.supervision.queries.spot_checks import secret
from tests.covers import covers

NUMBER = "綦意〔2012〕7号"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, db):
    settings.DATA_DIR = tmp_path
    return tmp_path


def _everything():
    return claim_code(NUMBER), receipt_of(7), token_of("salt"), secret()


@covers("R11", "R89")
def test_a_new_secret_key_of_django_loses_nothing(settings):
    before = _everything()
    settings.SECRET_KEY = "quite another one"  # noqa: S105
    assert _everything() == before
    assert holds(NUMBER, before[0])
    assert opinion_of(before[1]) == 7


def test_the_key_is_made_once_and_its_owner_alone_reads_it():
    first = code_keys()
    assert code_keys() == first
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o400
    assert len(first) == 1  # nothing was printed before, so nothing older is accepted


def test_an_older_installation_keeps_what_hung_on_its_secret_key(settings):
    """What was printed before there was this file: the three ways in which it was reckoned."""
    settings.SECRET_KEY = "the one of then"  # noqa: S105
    record(Actor.clock(), verb="test.happened", subject="test:1", now=timezone.now())
    digest = salted_hmac("gongkai.claim", NUMBER, algorithm="sha256").digest()
    printed = code_of(int.from_bytes(digest) >> 256 - 5 * CLAIM, CLAIM)
    address = Signer(salt="gongkai.participation.receipt", sep=".").sign("7")
    assert printed != claim_code(NUMBER)
    settings.SECRET_KEY = "the one of now"  # noqa: S105
    assert holds(NUMBER, printed)
    assert holds(NUMBER, claim_code(NUMBER))
    assert opinion_of(address) == opinion_of(receipt_of(7)) == 7


def test_a_further_key_opens_what_the_one_before_closed():
    old = _everything()
    write_code_keys((b"a new one of many bytes", *code_keys()))
    new = _everything()
    assert all(one != other for one, other in zip(old, new, strict=True))
    assert holds(NUMBER, old[0])
    assert opinion_of(old[1]) == 7
    assert token_of("salt", digest_of(old[2])) == old[2]


def test_another_key_opens_nothing():
    code, receipt = claim_code(NUMBER), receipt_of(7)
    write_code_keys((sha256(b"stranger").digest(),))
    assert not holds(NUMBER, code)
    assert opinion_of(receipt) is None
    assert signer("a").sign("7") != signer("b").sign("7")


@pytest.mark.parametrize("spoilt", ["", "not base64!\n"])
def test_a_spoilt_file_is_said_and_never_replaced(spoilt):
    key_file().write_text(spoilt)
    with pytest.raises(Refused) as caught:
        code_keys()
    assert caught.value.code == "code_key_missing"
    assert key_file().read_text() == spoilt
