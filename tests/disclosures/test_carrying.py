"""A month's draft from last month's text: months change, days are left and named, and the original stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosures import actions, queries
from gongkai.disclosures.models import Edition
from gongkai.disclosures.richtext import clean, rewritten, to_text
from gongkai.rules.carry_over import Edit, applied, carry_over
from gongkai.rules.checks import Part
from gongkai.rules.periods import Period
from gongkai.rules.refusals import Refused
from tests.covers import covers

AUGUST, SEPTEMBER = Period(2026, 8), Period(2026, 9)

PLAIN = {
    "title": "党费",
    "plain": "收了多少",
    "content": "<p>缴清。</p>",
    "procedure": "<p>审核。</p>",
    "result": "<p>好。</p>",
}


def published(desk, **texts):
    """An edition of the duty of September, which tells of August."""
    edition = desk.start(period="2026-09")
    desk.save(edition, **(PLAIN | texts))
    Edition.objects.filter(pk=edition.pk).update(state="closed", open_key=None)
    return edition


def newest(desk, edition):
    return queries.revision(desk.at("clerk"), edition_id=edition.pk)


@covers("R70")
def test_months_change_and_days_are_named(desk):
    before = published(
        desk, title="2026年8月党费收缴情况", plain="8月份收了多少", content="<p>8月<strong>收缴</strong>。9月安排见下。</p>",
        procedure="<p>9月2日支委会审核，8月下旬公示。</p>", result="<p>全部缴清。</p>",
    )  # fmt: skip
    draft = desk.start(period="2026-10", copy_from=before.pk)
    made = newest(desk, draft)
    assert (made.number, made.title, made.plain) == (2, "2026年9月党费收缴情况", "9月份收了多少")
    assert made.content == "<p>9月<strong>收缴</strong>。10月安排见下。</p>"
    assert made.procedure == "<p>9月2日支委会审核，8月下旬公示。</p>"
    taken = queries.taken_over(desk.at("clerk"), edition_id=draft.pk)
    assert (taken.source, taken.target, taken.other, taken.undone) == (AUGUST, SEPTEMBER, 1, False)
    assert [(part, one.old, one.new) for part, one in taken.changed] == [
        (Part.TITLE, "2026年8月", "2026年9月"), (Part.PLAIN, "8月份", "9月份"), (Part.CONTENT, "8月", "9月"),
        (Part.CONTENT, "9月", "10月"),
    ]  # fmt: skip
    assert not taken.one_month
    assert taken.left == ((Part.PROCEDURE, "9月2日"), (Part.PROCEDURE, "8月下旬"))


def test_what_was_put_right_is_no_longer_named(desk):
    draft = desk.start(period="2026-10", copy_from=published(desk, procedure="<p>9月2日审核，9月2日公示。</p>").pk)
    desk.save(draft, **PLAIN | {"procedure": "<p>10月8日审核，9月2日公示。</p>"})
    assert queries.taken_over(desk.at("clerk"), edition_id=draft.pk).left == ((Part.PROCEDURE, "9月2日"),)


def test_the_original_can_be_taken_back_and_the_changed_one_again(desk):
    clerk = desk.at("clerk")
    draft = desk.start(period="2026-10", copy_from=published(desk, title="8月情况").pk)
    back = actions.take_revision(clerk, edition_id=draft.pk, number=1, now=desk.tick())
    assert (back.number, back.title) == (3, "8月情况")
    taken = queries.taken_over(clerk, edition_id=draft.pk)
    assert taken.undone and taken.other == 2
    again = actions.take_revision(clerk, edition_id=draft.pk, number=2, now=desk.tick())
    assert (again.number, again.title) == (4, "9月情况")
    assert actions.take_revision(clerk, edition_id=draft.pk, number=2, now=desk.tick()).number == 4
    for number, who, code in ((99, "clerk", "not_found"), (1, "head", "no_permission"), (1, "charlie", "not_found")):
        with pytest.raises(Refused) as refused:
            actions.take_revision(desk.at(who), edition_id=draft.pk, number=number, now=desk.now)
        assert refused.value.code == code


def test_nothing_to_change_makes_no_second_revision(desk):
    draft = desk.start(period="2026-10", copy_from=published(desk).pk)
    assert newest(desk, draft).number == 1
    taken = queries.taken_over(desk.at("clerk"), edition_id=draft.pk)
    assert taken.changed == () and taken.other is None and not taken.undone


def test_a_draft_begun_from_nothing_was_not_taken_over(desk):
    draft = desk.start()
    assert queries.taken_over(desk.at("clerk"), edition_id=draft.pk) is None
    assert queries.reports_on(desk.at("clerk"), edition_id=draft.pk) == SEPTEMBER


WORDS = st.lists(
    st.sampled_from(
        ["8月", "2日", "9月份", "2026年", "收 缴", "&", "，", "<strong>8</strong>月", "</p><p>", "<br>", "<td>"]
    ),
    max_size=12,
).map(lambda words: clean(f"<p>{''.join(words)}</p><p>末</p>"))


@given(WORDS)
def test_rich_text_changes_as_its_words_do_and_keeps_its_tags(rich):
    seen = []
    made = rewritten(rich, lambda words: seen.append(words) or carry_over(words, AUGUST, SEPTEMBER).edits)
    wanted = applied(seen[0], carry_over(seen[0], AUGUST, SEPTEMBER).edits)
    again = []
    assert rewritten(made, lambda words: again.append(words) or ()) == made
    assert again == [wanted]
    assert clean(made) == made
    assert "".join(to_text(rich).split()) == "".join(seen[0].split())


def test_links_are_never_edited():
    rich = '<p><a href="https://a.example/2026-08/?a=8月" rel="noopener noreferrer">8月</a></p>'
    made = rewritten(rich, lambda words: carry_over(words, AUGUST, SEPTEMBER).edits)
    assert made == rich.replace(">8月<", ">9月<")


def test_an_edit_across_tags_puts_all_in_its_first_place():
    assert rewritten("<p>1<em>2</em>月</p>", lambda words: [Edit(1, 3, "1")]) == "<p>1<em></em>月</p>"
