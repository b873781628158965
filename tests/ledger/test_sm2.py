"""SM2 and SM3: the standards' own examples, and openssl's opinion in both directions (guarantees 3.5)."""

import sys
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives import hashes

from gongkai.interfaces.ui import verifier
from gongkai.ledger import sm2
from gongkai.ledger.note_signatures import held_signer, new_signer, parse_signer, verified
from gongkai.rules import tlog
from gongkai.rules.refusals import Refused
from gongkai.rules.tlog.notes import parse_key
from gongkai.rules.tlog.suites import NATIONAL
from tests.factories import openssl
from tests.factories.proofs import SM2_SIGNER, flipped

# GB/T 32905-2016, appendix A; GB/T 32918.5-2017, appendix A.2.
ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
ABCD = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
SECRET = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex("0309F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020")
VALUE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
MESSAGE = b"message digest"


def test_the_examples_of_sm3():
    for data, known in ((b"abc", ABC), (b"abcd" * 16, ABCD)):
        assert NATIONAL.digest(data).hex() == verifier.sm3(data).hex() == known
        other = hashes.Hash(hashes.SM3())
        other.update(data)
        assert other.finalize().hex() == known


def test_the_example_of_sm2_and_no_other():
    assert sm2.public_of(SECRET) == PUBLIC
    for is_right in (sm2.is_right, verifier.sm2_right):
        assert is_right(PUBLIC, VALUE, MESSAGE)
        assert not is_right(PUBLIC, VALUE, MESSAGE + b".")
        assert not is_right(PUBLIC, VALUE[32:] + VALUE[:32], MESSAGE)
        assert not is_right(PUBLIC, bytes(64), MESSAGE) and not is_right(PUBLIC, VALUE + b"\0", MESSAGE)
        assert not is_right(SM2_SIGNER.key.public[-33:], VALUE, MESSAGE)
        assert [bit for bit in range(0, 512, 7) if is_right(PUBLIC, flipped(VALUE, bit), MESSAGE)] == []


def test_what_is_no_point_is_no_key():
    for public in (b"\x04" + PUBLIC[1:], bytes(33), b"\x03" + b"\xff" * 32):
        assert not sm2.is_right(public, VALUE, MESSAGE)
        with pytest.raises(verifier.Wrong):
            verifier.sm2_right(public, VALUE, MESSAGE)


def test_signatures_are_right_in_the_eyes_of_openssl_and_of_the_checking_program(tmp_path):
    for _ in range(3):
        secret = sm2.new_secret()
        public, value = sm2.public_of(secret), sm2.sign(secret, MESSAGE)
        assert sm2.is_right(public, value, MESSAGE) and verifier.sm2_right(public, value, MESSAGE)
        assert openssl.accepts(tmp_path, public, value, MESSAGE)
        assert not openssl.accepts(tmp_path, public, value, MESSAGE + b".")
    assert openssl.accepts(tmp_path, PUBLIC, VALUE, MESSAGE)
    assert len({sm2.sign(SECRET, MESSAGE) for _ in range(3)}) == 3, "each signature has a random number of its own"


def test_der_is_read_and_nothing_else():
    assert sm2.parts_of_der(openssl.der(VALUE)) == VALUE == sm2.parts_of_der(VALUE)
    small = bytes(31) + b"\x01" + bytes(30) + b"\x01\xff"
    assert sm2.parts_of_der(openssl.der(small)) == small
    whole = openssl.der(VALUE)
    for wrong in (
        b"",
        b"\x30\x00",
        whole[:-1],
        whole + b"\0",
        b"\x31" + whole[1:],
        whole.replace(b"\x02\x21", b"\x03\x21", 1),
    ):
        with pytest.raises(ValueError):
            sm2.parts_of_der(wrong)


def test_keys_are_read_back_from_their_lines():
    made = new_signer("example.invalid/log/public-sm3", NATIONAL)
    assert parse_signer(made.line) == made and parse_key(made.key.text) == made.key
    assert made.key.suite is NATIONAL and len(made.key.text.split("+", 2)[2]) == 60
    for wrong in (made.line.replace("public", "party"), made.line[:-8] + "AAAAAAA="):
        with pytest.raises(ValueError):
            parse_signer(wrong)


def test_a_module_signs_through_its_command(tmp_path, settings):
    settings.GONGKAI_LOG_SIGNER = openssl.module(tmp_path)
    held = held_signer("example.invalid/log/public-sm3", NATIONAL)
    text = tlog.Checkpoint(held.name, 7, bytes(32)).text
    note = tlog.Note(text, (held.sign(text),))
    assert parse_signer(held.line) == held and "PRIVATE" not in held.line
    assert verified(note, [held.key]) == [held.key]
    assert verifier.head_of(note.whole, [held.key.text])[:3] == (7, bytes(32), held.name)


ANSWERS = {
    "fails": "import sys; sys.exit('卡没有插好')",
    "says nothing": "",
    "says nonsense": "print('no base64 at all')",
    "signs something else": f"print({b64encode(VALUE).decode()!r})",
    "hands out something else": f"print({b64encode(b'0' * 70).decode()!r})",
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_a_module_does_wrong_is_said_and_never_stands_under_a_note(tmp_path, settings, answer):
    settings.GONGKAI_LOG_SIGNER = openssl.module(tmp_path)
    held = held_signer("example.invalid/log/public-sm3", NATIONAL)
    (tmp_path / "other.py").write_text(ANSWERS[answer])
    settings.GONGKAI_LOG_SIGNER = f"{sys.executable} {tmp_path / 'other.py'}"
    with pytest.raises(Refused, match="log_signer") as refused:
        held.sign("text\n")
    assert answer != "fails" or "卡没有插好" in refused.value.facts["said"]
    if answer != "signs something else":
        with pytest.raises(Refused, match="log_signer"):
            held_signer("example.invalid/log/public-sm3", NATIONAL)


@pytest.mark.parametrize("command", ["", "/nowhere/module", "'"])
def test_a_command_that_is_not_there_is_said(settings, tmp_path, command):
    settings.GONGKAI_LOG_SIGNER = openssl.module(tmp_path)
    held = held_signer("example.invalid/log/public-sm3", NATIONAL)
    settings.GONGKAI_LOG_SIGNER = command
    with pytest.raises(Refused, match="log_signer"):
        held.sign("text\n")


def test_without_the_library_nothing_is_judged_right(monkeypatch):
    note = tlog.Note("text\n", (SM2_SIGNER.sign("text\n"),))
    monkeypatch.setitem(sys.modules, "gmalg", None)
    with pytest.raises(Refused, match="log_sm2_missing"):
        verified(tlog.Note("other\n", note.signatures), [SM2_SIGNER.key])
    with pytest.raises(Refused, match="log_sm2_missing"):
        new_signer("example.invalid/log/public-sm3", NATIONAL)
