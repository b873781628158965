"""Pairs of characters find every word of two characters, whatever surrounds it, and nothing can break out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.search_text import LONGEST_QUERY, MARK, MOST_TERMS, Term, fold, grams, snippet, split_hits, terms
from tests.dice import carrying

HAN = st.text(alphabet="村党支部公开党费收支明细𬭎龘〇々", min_size=2, max_size=6)
MIXED = st.text(alphabet="村党费公开 abC19，。（）%'\"*:|&!-_\\ue000𬭎\n", max_size=60)


def test_a_run_of_chinese_gives_its_pairs_and_its_last_character():
    assert grams("党费收支") == ["党费", "费收", "收支", "支"]
    assert grams("党费，收支") == ["党费", "费", "收支", "支"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ｃ１５　ＡＢＣ", ["c15", "abc"]),
        ("第5期", ["第", "5", "期"]),
        ("1,363.50元", ["1363", "50", "元"]),
        ("QJ-DX_2026", ["qj", "dx", "2026"]),
        ("㎡", ["m2"]),
        ("。、（）'\"*", []),
        ("", []),
    ],
)
def test_other_signs(text, tokens):
    assert grams(text) == tokens


def test_rare_characters_become_tokens_every_database_keeps_whole():
    assert all(ord(sign) < 0x10000 for token in grams("𬭎林𬭎") for sign in token)
    assert terms("𬭎林")[0].tokens == tuple(grams("𬭎林")[:1])


def follow(tokens, wanted):
    return any(tuple(tokens[at : at + len(wanted)]) == tuple(wanted) for at in range(len(tokens)))


@carrying
@given(MIXED, HAN, MIXED)
def test_every_word_that_stands_in_a_text_is_found(before, word, after):
    tokens = grams(before + word + after)
    for term in terms(word):
        assert follow(tokens, term.tokens)


@given(HAN, MIXED)
def test_what_is_found_stands_in_the_text(word, text):
    tokens = grams(text)
    if all(follow(tokens, term.tokens) for term in terms(word)):
        assert word in fold(text)


@given(st.text())
def test_no_query_makes_a_sign_of_a_query_language_or_a_mark(query):
    for term in terms(query):
        for token in term.tokens:
            assert token.isalnum() or all(sign.isalnum() or sign.isidentifier() or sign.isnumeric() for sign in token.replace("々", "").replace("〇", ""))  # fmt: skip
            assert not set(token) & set(" '\"*:|&!()^-+\\" + MARK)


def test_a_query_of_several_words_wants_all_of_them():
    assert [term.text for term in terms("东溪镇 党费 2026")] == ["东溪镇", "党费", "2026"]
    assert terms("费")[0].is_single
    assert not terms("党费")[0].is_single
    assert terms("！？ …") == ()


def test_queries_are_bounded():
    assert len(terms(" ".join(f"a{n}" for n in range(90)))) <= MOST_TERMS
    assert sum(len(term.text) for term in terms("字" * 500)) <= LONGEST_QUERY


@given(MIXED, MIXED)
def test_cutting_into_hits_loses_nothing(text, query):
    assert "".join(piece for piece, _ in split_hits(text, terms(query))) == text


def test_hits_are_marked_whatever_the_case():
    assert split_hits("缴纳党费ABC", terms("党费 abc")) == [("缴纳", False), ("党费", True), ("ABC", True)]


def test_a_snippet_shows_the_surroundings_of_the_first_hit():
    text = "一" * 50 + "党费" + "二" * 100
    pieces = snippet(text, terms("党费"))
    assert ("党费", True) in pieces
    joined = "".join(piece for piece, _ in pieces)
    assert joined.startswith("…一") and joined.endswith("二…") and len(joined) <= 74
    assert snippet("短", (Term("没有", ("没有",)),)) == [("短", False)]
