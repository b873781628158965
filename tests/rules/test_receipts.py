"""The receipt code: 120 bits, no sign taken for another, read back however it was written (P31)."""

from hashlib import sha256
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.receipts import ALPHABET, BITS, SLIP, check_word, code_of, read_code, texts_digest, words_digest
from tests.covers import covers


@covers("R12")
@given(st.integers(0, 2**BITS - 1))
def test_every_number_has_its_own_code_that_reads_back(number):
    code = code_of(number)
    assert len(code) == 29 and code.count("-") == 5
    signs = read_code(code)
    assert (
        signs == code.replace("-", "")
        and sum(ALPHABET.index(s) << 5 * p for p, s in enumerate(reversed(signs))) == number
    )


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_code_or_nothing(typed):
    signs = read_code(typed)
    assert signs is None or (len(signs) == 24 and set(signs) <= set(ALPHABET))


def test_the_alphabet_has_no_twins():
    assert len(set(ALPHABET)) == 32 and not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("number", [-1, 2**BITS])
def test_a_number_that_does_not_fit_is_an_error(number):
    with pytest.raises(ValueError, match="bits"):
        code_of(number)


def test_a_slip_is_longer_and_no_receipt():
    slip = code_of(5, SLIP)
    assert read_code(slip, SLIP) and read_code(slip) is None


def test_the_check_word_has_sixteen_digits_and_begins_as_older_paper_does():
    digest = sha256("纸上的一版".encode()).hexdigest()
    assert check_word(digest).replace(" ", "").lower() == digest[:16]
    assert [len(group) for group in check_word(digest).split()] == [4, 4, 4, 4]
    printed = f"{digest[:4]} {digest[4:8]}".upper()  # as it stood on paper before
    assert check_word(digest).startswith(printed)


def test_the_check_word_is_made_from_the_words_alone():
    texts = {
        "title": "党费",
        "plain": "",
        "content": "<p>3户</p>",
        "procedure": "",
        "result": "",
        "empty_reasons": {"result": "待定"},
    }
    said = SimpleNamespace(**texts, attachments=["a" * 32], sha256="0" * 64)
    assert words_digest(said) == texts_digest(texts | {"attachments": []}) != texts_digest(vars(said))
    assert words_digest(SimpleNamespace(**texts | {"content": "<p>4户</p>"}, sha256="0" * 64)) != words_digest(said)
    assert words_digest(SimpleNamespace(**texts, sha256="")) == "", "destroyed"
