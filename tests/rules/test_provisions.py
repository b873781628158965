"""A regulation becomes chapters, articles and items; a citation and its slug name one place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.provisions import anchor, cite, number, numeral, parse
from gongkai.rules.refusals import Refused
from tests.covers import covers

RULES = """\ufeff　中共云岭县委办公室
关于印发《云岭县公开栏管理
办法》的通知
云岭办发〔2031〕7号

各乡镇党委，县级各部门党组（党委、党工委）：
《云岭县公开栏管理办法》已经同意，请照此办理。
　　　　中共云岭县[image: image9.wmf]委办公室
　　　　二〇三一年三月九日
云岭县公开栏管理办法
目录
第一章  总  则
第二章　公开栏
第一章  总  则

第一条  为了管好公开栏，根据省里的通知（云办发〔2030〕12号）和市委〔2029〕3号文件，定这个办法。
第二条　公开栏要做到：（一）看得见；（二）看得懂；（三）有人管，
坏了有人修。
第二章　公开栏

第 三 条 公开栏的管理
㈠ 位置。立在人常走的地方。
1.村里立在村口。
2.社区立在大门边。
(二)更换。每月换一次新的内容，旧的收好留着备查，具体的做法都按
第一条所说的通知办。
公开栏坏了，应当在三天内修好。

第四条　本办法从印发那天起施行。
第一条所称通知，可以向县里索取。
主题词：公开栏　管理　通知
抄送：县人大办（含信访室、研究室）、县政府办，
县政协办。
"""


@pytest.fixture(scope="module")
def regulation():
    return parse(RULES)


@covers("R1")
def test_head_and_tail_are_read(regulation):
    assert regulation.title == "云岭县公开栏管理办法"
    assert regulation.issuer == "中共云岭县委办公室"
    assert regulation.document_number == "云岭办发〔2031〕7号"
    assert regulation.issued_on == date(2031, 3, 9)
    assert regulation.addressees == ("各乡镇党委", "县级各部门党组（党委、党工委）")
    assert regulation.keywords == ("公开栏", "管理", "通知")
    assert regulation.copied_to == ("县人大办（含信访室、研究室）", "县政府办", "县政协办")


@covers("R4")
def test_the_documents_it_rests_on_are_found_without_its_own_number(regulation):
    assert regulation.basis == ("云办发〔2030〕12号", "市委〔2029〕3号")


def test_the_table_of_contents_is_not_taken_for_chapters(regulation):
    assert [(c.number, c.title, [a.number for a in c.articles]) for c in regulation.chapters] == [
        (1, "总则", [1, 2]),
        (2, "公开栏", [3, 4]),
    ]


def test_items_are_found_in_one_line_and_on_lines_of_their_own(regulation):
    second, third = regulation.articles[1], regulation.articles[2]
    assert second.paragraphs == ("公开栏要做到：",)
    assert [item.text for item in second.items] == ["看得见；", "看得懂；", "有人管，坏了有人修。"]
    assert third.heading == "公开栏的管理"
    assert third.paragraphs == ()
    assert [item.number for item in third.items] == [1, 2]
    assert third.items[0].text.splitlines() == [
        "位置。立在人常走的地方。",
        "1.村里立在村口。",
        "2.社区立在大门边。",
    ]


def test_a_paragraph_after_the_items_belongs_to_the_article(regulation):
    third = regulation.articles[2]
    assert third.closing == ("公开栏坏了，应当在三天内修好。",)
    assert "三天" not in third.items[1].text
    assert third.text.endswith("公开栏坏了，应当在三天内修好。")


def test_a_sentence_that_cites_an_article_does_not_open_one(regulation):
    assert regulation.articles[3].paragraphs[1] == "第一条所称通知，可以向县里索取。"


@covers("R1")
def test_every_place_has_an_anchor_that_reads_back(regulation):
    anchors = regulation.anchors()
    assert anchors["ch-2"] == "公开栏"
    assert anchors["art-2-2"] == "看得懂；"
    assert anchors["art-4-p2"] == "第一条所称通知，可以向县里索取。"
    assert all(anchor(cite(slug)) == slug for slug in anchors)


def test_a_line_broken_inside_a_sentence_is_joined(regulation):
    assert regulation.articles[2].items[1].text.endswith("具体的做法都按第一条所说的通知办。")


def test_what_only_looks_like_a_number_is_text():
    regulation = parse("第一条 甲。\n第一二条 乙。\n（十十）丙。")
    assert regulation.articles[0].paragraphs == ("甲。", "第一二条 乙。", "（十十）丙。")


def test_a_bare_regulation_has_one_nameless_chapter():
    regulation = parse("第一条：甲。\n第二条乙的事。\n第三条规定的事，照第二条办。")
    assert [(c.number, len(c.articles)) for c in regulation.chapters] == [(0, 2)]
    assert regulation.articles[1].paragraphs == ("乙的事。", "第三条规定的事，照第二条办。")
    assert (regulation.title, regulation.issuer, regulation.document_number) == ("", "", None)
    assert (regulation.issued_on, regulation.addressees, regulation.copied_to) == (None, (), ())


def test_issuer_and_day_in_brackets_under_the_title():
    regulation = parse("云岭县值班\n实施细则（试行）\n（2031年4月2日中共云岭县委印发）\n第一条 值班。")
    assert regulation.title == "云岭县值班实施细则（试行）"
    assert regulation.issuer == "中共云岭县委"
    assert regulation.issued_on == date(2031, 4, 2)


def test_issuer_and_day_signed_at_the_end():
    regulation = parse("值班规定\n第一条 白天值班。\n第二条 夜里值班。\n云岭县委办公室\n2031年4月2日")
    assert (regulation.issuer, regulation.issued_on) == ("云岭县委办公室", date(2031, 4, 2))
    assert regulation.articles[-1].text == "夜里值班。"


def test_sections_are_kept_with_their_articles():
    regulation = parse("第一章 总则\n第一节 目的\n第一条 甲。\n第二节 范围\n第二条 乙。")
    assert [article.section for article in regulation.articles] == ["目的", "范围"]


def test_numbers_left_out_are_pointed_at():
    regulation = parse("第一条 甲。\n第三条 乙：\n（一）丙。\n（三）丁。")
    assert regulation.irregularities() == ("第二条没有找到", "第三条（二）没有找到")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "regulation_empty"),
        (" 　\n\n", "regulation_empty"),
        ("今天天气好。\n我们开会。", "regulation_without_articles"),
        ("第一章 总则\n第二章 附则", "regulation_without_articles"),
        ("第一条 甲。\n第二条 乙。\n第一条 又一件。", "regulation_article_repeats"),
        ("第一条 甲：\n（一）乙。\n（一）丙。", "regulation_item_repeats"),
    ],
)
def test_what_cannot_be_read_is_refused(text, code):
    with pytest.raises(Refused) as refusal:
        parse(text)
    assert refusal.value.code == code


def test_a_refusal_says_where():
    with pytest.raises(Refused) as refusal:
        parse("第一条 甲。\n\n第二条 乙。\n第一条 又一件。")
    assert refusal.value.facts == {"line": 4, "article": "第一条"}


@given(st.integers(1, 999))
def test_numerals_read_back(value):
    assert number(numeral(value)) == value
    assert number(str(value)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (100, "一百"), (105, "一百零五")]
    + [(110, "一百一十"), (112, "一百一十二"), (999, "九百九十九")],
)
def test_numerals_are_written_as_articles_are(value, written):
    assert numeral(value) == written


@pytest.mark.parametrize("wrong", ["", "零", "一二", "十十", "0", "1000", "甲"])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(Refused):
        number(wrong)


@covers("R4")
@pytest.mark.parametrize(
    ("citation", "slug", "official"),
    [
        ("第八条（二）", "art-8-2", "第八条（二）"),
        ("第八条(二)", "art-8-2", "第八条（二）"),
        ("第8条第2项", "art-8-2", "第八条（二）"),
        ("第８条第（二）项", "art-8-2", "第八条（二）"),
        ("第八条㈡", "art-8-2", "第八条（二）"),
        ("第 十三 条", "art-13", "第十三条"),
        ("第四章第九条（三）", "art-9-3", "第九条（三）"),
        ("《实施细则》第九条第（三）项", "art-9-3", "第九条（三）"),
        ("本办法第十条第二款", "art-10-p2", "第十条第二款"),
        ("第五条第一款第三项", "art-5-3", "第五条（三）"),
        ("第四章", "ch-4", "第四章"),
        ("第一百零五条", "art-105", "第一百零五条"),
    ],
)
def test_citations_and_slugs_name_the_same_place(citation, slug, official):
    assert anchor(citation) == slug
    assert cite(slug) == official


@pytest.mark.parametrize("wrong", ["", "八", "第八", "第条", "第八条（二", "第零条", "第八条附件", "默认"])
def test_what_is_no_citation_is_refused(wrong):
    with pytest.raises(Refused) as refusal:
        anchor(wrong)
    assert refusal.value.code == "citation_unreadable"
    assert refusal.value.facts == {"citation": wrong}


@pytest.mark.parametrize("wrong", ["", "art-0", "art-8-", "art-08", "ch-4-1", "art-1000", "8-2"])
def test_what_is_no_slug_is_refused(wrong):
    with pytest.raises(Refused) as refusal:
        cite(wrong)
    assert refusal.value.code == "anchor_unreadable"


@given(st.integers(1, 999), st.integers(0, 999), st.booleans())
def test_slugs_read_back_through_citations(article, part, paragraph):
    slug = f"art-{article}" + (f"-{'p' if paragraph else ''}{part}" if part else "")
    assert anchor(cite(slug)) == slug


@given(st.text(alphabet="第一二十条章节项款（）。：\n 甲乙1", max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        regulation = parse(text)
    except Refused:
        return
    assert regulation.articles
    assert len({article.number for article in regulation.articles}) == len(regulation.articles)
