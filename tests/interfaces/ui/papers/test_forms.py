"""Every form F1–F31, opened again from Word and PDF: each of its fields is there once (R174)."""

import re

import pytest

from gongkai.interfaces.ui.papers.pdf import pdf
from gongkai.interfaces.ui.papers.word import word
from gongkai.rules.documents.forms import BY_CODE, FORMS, Filling, filled
from tests.covers import covers
from tests.interfaces.ui.papers.test_official import page_text, word_text


def test_the_list_is_whole():
    numbers = {int(re.fullmatch(r"F(\d+)[a-z]?", one.code)[1]) for one in FORMS}
    assert numbers == set(range(1, 32)) and len(BY_CODE) == len(FORMS) == 33


@covers("R174")
@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.code)
def test_every_field_of_a_form_is_found_again(form):
    blank = filled(form)
    printed, written = page_text(pdf(blank)), word_text(word(blank))
    for name in (form.name, *form.fields, "编号：", "组织：", "日期："):
        assert name in printed and name in written
    assert len(set(form.fields)) == len(form.fields)


def test_values_stand_in_their_fields_and_strange_ones_are_refused():
    form = BY_CODE["F1"]
    said = {"事项名称": "9月党费收缴", "主要负责人意见": "同意公开。"}
    made = filled(form, Filling(said, {"编号": "500222TW03/2026-00045"}))
    for said in (page_text(pdf(made)), word_text(word(made))):
        assert "9月党费收缴" in said and "同意公开。" in said and "编号：500222TW03/2026-00045" in said
    with pytest.raises(ValueError, match="F1 has no"):
        filled(form, Filling({"密码": "x"}))
