"""The components: every state has its word, parts add up, users' text is escaped, articles are linked."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from gongkai.interfaces.ui import gallery, states
from gongkai.interfaces.ui.shapes import Heat, HeatRow, MonthCell, Point, RunDay, Step
from tests.covers import covers

EVIL = '<script>alert("x")</script>'


def show(source: str, **facts) -> str:
    """Render a line of template."""
    return Template("{% load ui %}" + source).render(Context(facts))


@pytest.fixture
def rules_page(settings):
    """An installation whose rulebook page stands at /zhidu/."""
    settings.ROOT_URLCONF = "tests.interfaces.ui.addresses"


@pytest.mark.parametrize("state", states.STATES, ids=lambda state: state.key)
def test_a_state_is_always_word_and_shape(state):
    html = show("{% state key %}", key=state.key)
    assert state.word in html
    assert f'href="#s-{state.symbol}"' in html
    assert 'aria-hidden="true"' in html


@pytest.mark.parametrize("state", states.STATES, ids=lambda state: state.key)
def test_every_symbol_is_drawn_on_the_sheet(state):
    assert f'id="s-{state.symbol}"' in Template('{% include "ui/symbols.html" %}').render(Context())


def test_a_stage_of_work_is_not_a_state():
    with pytest.raises(ValueError, match="draft"):
        show("{% state 'draft' %}")


def test_a_state_carries_its_number_and_further_words():
    assert "已公开 3,712" in show("{% state 'published' 3712 %}")
    assert "已公开　第2版" in show("{% state 'published' text='第2版' %}")
    assert EVIL not in show("{% state 'published' text=words %}", words=EVIL)


@pytest.mark.parametrize(
    "counts",
    [
        {"published": 3712, "nil": 431, "exempt": 96, "changed": 40, "overdue": 37},
        {"published": 9999, "overdue": 1},
        {"overdue": 3},
        SimpleNamespace(published=1, nil=1, exempt=1, changed=1, overdue=1),
    ],
)
def test_the_bar_fills_its_width_exactly_and_shows_every_part(counts):
    html = show("{% state_bar counts %}", counts=counts)
    widths = [float(width) for width in re.findall(r'width="([\d.]+)"', html)]
    shown = [part for part in states.parts(counts) if part.number]
    assert len(widths) == len(shown)
    assert sum(widths) + 3 * (len(widths) - 1) == pytest.approx(1000, abs=0.3)
    assert min(widths) >= 4
    for part in states.parts(counts):
        assert f"{part.state.short}{part.number:,}项" in html


def test_an_empty_bar_draws_nothing_but_still_speaks():
    html = show("{% state_bar counts %}", counts={})
    assert "<rect" not in html
    assert "逾期0项" in html


def test_the_tally_leaves_out_what_is_zero():
    html = show("{% tally counts %}", counts={"published": 8, "overdue": 1})
    assert "已公开 8" in html and "逾期 1" in html and "变更并说明" not in html


def test_the_five_numbers_link_where_there_is_an_address():
    html = show("{% five counts urls %}", counts={"published": 8}, urls={"published": "/p/?a=1&b=2"})
    assert html.count("<a ") == 1 and 'href="/p/?a=1&amp;b=2"' in html
    assert html.count("<b>") == 5


def test_the_months_have_one_cell_per_item_and_say_their_numbers():
    strip = [MonthCell("8月", {"published": 3}, "#"), MonthCell("9月", {"published": 1, "overdue": 2}, "#", True)]
    html = show("{% months strip %}", strip=strip)
    assert html.count("<rect") == 6
    assert html.count('aria-current="page"') == 1
    assert "逾期2项" in html


def test_a_very_full_month_stays_inside_its_picture():
    html = show("{% months strip %}", strip=[MonthCell("9月", {"published": 400, "overdue": 100}, "#")])
    assert html.count("<rect") == 2
    assert all(float(y) >= 0 for y in re.findall(r' y="([-\d.]+)"', html))


def test_the_run_strikes_out_the_first_date():
    days = [RunDay(date(2026, 10, 2), "原定", "first", rest=True), RunDay(date(2026, 10, 8), "公开日", "due")]
    html = show("{% run days %}", days=days)
    assert "<s>2</s>" in html and "周五" in html
    assert 'class="due"' in html and 'class="first rest"' in html


def test_steps_say_where_the_paper_is():
    html = show("{% steps items %}", items=[Step("建立", state="done"), Step("起草", EVIL, state="here"), Step("签发")])
    assert html.count('aria-current="step"') == 1
    assert "起草（现在）" in html and "（已办）" in html
    assert EVIL not in html


def test_offers_have_one_main_and_closed_ones_say_why():
    html = show("{% offers items %}", items=gallery.context()["offers"])
    assert html.count("btn-main") == 1
    closed = re.search(r'aria-disabled="true" aria-describedby="([^"]+)"', html)
    assert closed and f'id="{closed[1]}"' in html
    assert "暂不能送审：" in html and "检查里还有 2 条必须改" in html


def test_offers_that_mark_their_main_are_obeyed():
    items = [
        SimpleNamespace(verb="a", label="甲", allowed=True, main=False, why_not=None, url="/a"),
        SimpleNamespace(verb="b", label="乙", allowed=True, main=True, why_not=None, url="/b"),
    ]
    assert re.findall(r'btn btn-main" href="([^"]+)"', show("{% offers items %}", items=items)) == ["/b"]
    assert "btn-main" not in show("{% offers items '' %}", items=items)
    items[1].allowed = False
    assert "btn-main" not in show("{% offers items %}", items=items)


def test_an_offer_with_its_own_form_is_protected():
    item = SimpleNamespace(verb="sign", label="签字同意", allowed=True, why_not="", url="/sign", method="post")
    html = show("{% offers items %}", items=[item], request=RequestFactory().get("/"))
    assert 'method="post"' in html and re.search(r'csrfmiddlewaretoken" value="\w{20,}"', html)


def test_checks_put_what_must_change_first_and_count():
    html = show("{% checks items 7 %}", items=gallery.context()["checks"])
    assert html.index("必须改</span>") < html.index("请留意</span>")
    assert "1 条必须改，1 条请留意" in html and "已通过 7 条" in html


def test_the_heat_table_adds_up():
    table = Heat(["一", "二"], [HeatRow("甲镇", [1, 4]), HeatRow("乙镇", [None, 1200])])
    html = show("{% heat table '逾期' %}", table=table)
    totals = [int(number.replace(",", "")) for number in re.findall(r"<td><b>([\d,]+)</b>", html)]
    assert totals == [5, 1200, 1, 1204, 1205]
    assert "无目录" in html and 'class="h4"' in html


def test_a_trend_has_its_table_and_survives_gaps():
    points = [Point("7月", 91.3, extra="121"), Point("8月", None), Point("9月", 94.6, "最高", "37")]
    html = show("{% trend points '按时率' '%' '按时率' '逾期项' %}", points=points)
    assert "用表格看" in html and "没有数" in html and "94.6%" in html
    assert html.count("<polyline") == 2
    assert "还没有数可画" in show("{% trend points '按时率' %}", points=[])


@pytest.mark.parametrize("values", [[0], [5, 5, 5], [0.01, 0.02], [1, 100000], [84.9, 94.6, 100]])
def test_a_trend_stays_between_its_lines(values):
    html = show("{% trend points '数' %}", points=[Point(str(n), value) for n, value in enumerate(values)])
    heights = [float(y) for pair in re.findall(r'points="([^"]*)"', html) for y in re.findall(r",([\d.]+)", pair)]
    assert heights and all(20 <= y <= 160 for y in heights)
    assert 2 <= html.count("trend-rule") <= 6


def test_an_explanation_shows_each_step():
    computed = SimpleNamespace(steps=(SimpleNamespace(text=EVIL, article="第八条（二）"),))
    html = show("{% calc computed '为什么是10月8日' %}", computed=computed)
    assert "为什么是10月8日" in html and "第八条（二）" in html and EVIL not in html
    assert show("{% calc computed %}", computed=SimpleNamespace(steps=())).strip() == ""


@covers("R4")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第八条（二）", "art-8-2"),
        ("第八条(二)", "art-8-2"),
        ("第二十一条", "art-21"),
        ("第十条第二款", "art-10-p2"),
        ("第8条第2项", "art-8-2"),
    ],
)
def test_an_article_becomes_a_link(rules_page, text, place):
    assert show("{{ text|article_link }}", text=f"依据{text}。") == f'依据<a href="/zhidu/#{place}">{text}</a>。'


def test_article_links_escape_the_text_around_them(rules_page):
    html = show("{{ text|article_link }}", text=f"{EVIL}第八条")
    assert EVIL not in html and html.count("<a ") == 1
    assert show("{{ nothing|article_link }}", nothing=None).strip() == ""


def test_without_a_rulebook_page_articles_stay_plain(settings):
    settings.ROOT_URLCONF = "gongkai.interfaces.ui.urls"
    assert show("{{ text|article_link }}", text="第八条（二）<b>") == "第八条（二）&lt;b&gt;"


def test_the_next_page_keeps_the_filters():
    request = RequestFactory().get("/", {"q": "党费&x", "after": "old"})
    html = show("{% pager cursor %}", cursor="new", request=request)
    assert "?q=%E5%85%9A%E8%B4%B9%26x&amp;after=new" in html
    assert "回到第一页" in html
    assert show("{% pager cursor %}", cursor=None, request=RequestFactory().get("/")).strip() == ""


def test_downloads_name_their_kind():
    html = show("{% downloads xlsx=x csv='' %}", x="/a.xlsx")
    assert 'href="/a.xlsx"' in html and "csv" not in html
