"""Rich text: what is allowed stays, what is dangerous goes, and what is read is what stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosures.richtext import clean, links, to_text, word_count

ATTACKS = [
    "<script>alert(1)</script>甲",
    "<p onclick=alert(1)>甲</p>",
    "<img src=x onerror=alert(1)>甲",
    "<a href='javascript:alert(1)'>甲</a>",
    "<a href=' java\tscript:alert(1)'>甲</a>",
    "<a href='data:text/html,x'>甲</a>",
    "<iframe src='//example.org'></iframe><p>甲</p>",
    "<svg><script>alert(1)</script></svg><p>甲</p>",
    "<p style='position:fixed'>甲</p>",
    "<style>p{}</style><p>甲</p>",
    "<math><mtext><script>alert(1)</script></mtext></math><p>甲</p>",
    "<form action=/x><input name=y></form><p>甲</p>",
    "<p>甲<!-- <script>alert(1)</script> --></p>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_dangerous_stays(attack):
    cleaned = clean(attack).lower()
    for word in ("<script", "<img", "<iframe", "<svg", "<style", "<form", "<input", "<!--", "onclick=", "style="):
        assert word not in cleaned
    assert all(not link.lower().startswith(("javascript", "data", " java")) for link in links(clean(attack)))
    assert "甲" in to_text(clean(attack))


@given(st.text(alphabet="甲乙<>/&;\"' \n\tbpatdrscip=x:", max_size=60))
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text)
    assert clean(once) == once


@given(st.text(alphabet="甲乙丙1<>&；。 ", min_size=1, max_size=60))
def test_plain_text_is_read_as_it_was_written(text):
    """Angle brackets in a sentence are signs, not tags: nothing that was typed vanishes."""
    wanted = "\n".join(line.strip(" \u3000") for line in text.split("\n"))
    assert to_text(clean(text)) == (wanted if wanted.strip() else "")


def test_paragraphs_lines_and_allowed_marks():
    assert clean("一行\n二行\n\n第二段") == "<p>一行<br>二行</p><p>第二段</p>"
    rich = "<h3>甲</h3><p><strong>乙</strong><em>丙</em><u>丁</u></p><ul><li>戊</li></ul><blockquote>己</blockquote>"
    assert clean(rich) == rich
    assert to_text(rich) == "甲\n乙丙丁\n戊\n己"


def test_tables_are_read_as_lines_with_tabs():
    table = "<table><tr><th>项目</th><th>金额</th></tr><tr><td>订报</td><td>36.00</td></tr></table>"
    assert to_text(clean(table)) == "项目\t金额\n订报\t36.00"
    assert to_text(clean("<table><tr><td></td><td>36</td></tr></table>")) == "\t36"


def test_formatting_inside_a_number_does_not_hide_it():
    assert to_text(clean("<p>5002<strong>22</strong>19<em>80</em></p>")) == "5002221980"


def test_links_are_known_and_only_web_or_own():
    rich = clean("<p><a href='https://example.org/甲'>甲</a><a href='/o/1'>乙</a><a href='ftp://x'>丙</a></p>")
    assert links(rich) == ("https://example.org/甲", "/o/1")
    assert to_text(rich) == "甲乙丙"


def test_words_are_counted_without_blanks():
    assert word_count("<p>9月 <strong>应交</strong></p><p>三人</p>") == 6
