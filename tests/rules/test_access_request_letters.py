"""Letters say number, day and reason; a refusal carries the ruling (F6r–F8b). Questions alike are found."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.clusters import alike, similarity
from gongkai.rules.letters import BODIES, OF_VERB, TERMS, LetterFacts, LetterKind, compose, document_number
from tests.covers import covers

FACTS = LetterFacts(
    "上书村党支部", "东溪镇党委", "陈三", "Z01-C01-SQ-2026-001", "党员活动经费明细", date(2026, 9, 28), date(2026, 10, 12),
    due=date(2026, 10, 9), words="共支出1,200元。\n\n票据12张。", reasons="涉及他人隐私。", basis="第四条（二）",
    ruling="应当公开一部分", ruling_words="金额应当公开。", ruled_on=date(2026, 10, 11), result="部分公开", days=14,
)  # fmt: skip


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_names_the_request_the_article_and_the_day(kind):
    letter = compose(kind, FACTS)
    text = "".join(letter.paragraphs)
    assert FACTS.number in text and "第九条（三）" in text and FACTS.matter in text
    assert (letter.head, letter.day) == ("上书村党支部", "2026年10月12日")
    assert TERMS[kind] in letter.title and set(BODIES) == set(LetterKind)


@covers("R92", "R93", "R150")
@pytest.mark.parametrize("kind", [LetterKind.REFUSAL, LetterKind.PARTIAL])
def test_a_refusal_carries_reasons_and_the_superiors_ruling(kind):
    letter = compose(kind, replace(FACTS, until=date(2026, 12, 31)))
    text = "".join(letter.paragraphs)
    assert "涉及他人隐私。" in text and "第四条（二）" in text and "2026年12月31日" in text
    assert "金额应当公开。" in "".join(letter.attachment) and letter.attachment_title == "上级审定意见"
    assert compose(LetterKind.GRANT, FACTS).attachment == ()


@covers("R92", "R150")
def test_who_was_upheld_by_the_superior_reads_so_in_the_letter():
    letter = compose(LetterKind.GRANT, replace(FACTS, ruling="应当公开"))
    assert "经东溪镇党委审定，这件事项应当公开" in "".join(letter.paragraphs)
    assert "金额应当公开。" in "".join(letter.attachment) and letter.attachment_title == "上级审定意见"


@covers("R95")
def test_a_filing_goes_up_and_the_others_to_the_applicant():
    assert compose(LetterKind.FILING, FACTS).addressee == "东溪镇党委"
    assert "共14日" in "".join(compose(LetterKind.FILING, FACTS).paragraphs)
    assert {compose(kind, FACTS).addressee for kind in OF_VERB.values()} == {"陈三同志"}


def test_an_answer_keeps_its_paragraphs():
    assert {"共支出1,200元。", "票据12张。"} <= set(compose(LetterKind.GRANT, FACTS).paragraphs)
    assert document_number("上书村", 2026, 5) == "上书村依申请〔2026〕5号"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("申请公开2025年村里党员活动经费的支出明细", "想了解党员活动经费支出情况", True),
        ("党员活动经费怎么花的，支出多少", "党员活动经费支出", True),
        ("党员活动经费支出明细", "党费收缴标准和依据", False),
        ("发展党员的公示材料", "村级换届选举得票情况", False),
        ("相关情况", "有关信息", False),
    ],
)
@covers("R45")
def test_questions_about_the_same_matter_are_alike(one, other, same):
    assert (alike(one, {7: other}) == (7,)) is same


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_even_and_between_nothing_and_all(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1 == similarity(one, one)
