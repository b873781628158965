"""Words of an index stand under the letter of their pinyin."""

import pytest

from gongkai.interfaces.ui.letters import OTHER, by_letter, letter


@pytest.mark.parametrize(
    ("word", "expected"),
    [("暗", "A"), ("变更", "B"), ("撤销", "C"), ("党内", "D"), ("即时公开", "J"), ("终止", "Z"), ("座谈会", "Z"), ("12380", OTHER), ("鑫", OTHER), ("", OTHER)],
)  # fmt: skip
def test_the_letter_of_a_word(word, expected):
    assert letter(word) == expected


def test_an_index_goes_by_letters_and_ends_with_the_others():
    words = ["终止", "变更", "Excel", "备案", "撤销"]
    assert by_letter(words) == [("B", ["备案", "变更"]), ("C", ["撤销"]), ("Z", ["终止"]), (OTHER, ["Excel"])]
