"""Forms speak plainly, tie hint and error to the box, and keep what was typed."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.ui.gallery import SampleForm


def show(source: str, **facts) -> str:
    """Render a line of template."""
    return Template("{% load ui %}" + source).render(Context(facts))


class Own(PlainForm):
    """A form with a wording of its own."""

    reason = forms.CharField(label="原因", error_messages={"required": "退回要写原因。"})
    count = forms.DecimalField(label="金额", max_digits=5, decimal_places=2)
    note = forms.CharField(label="备注", required=False)


@pytest.fixture
def wrong():
    return SampleForm(
        {"result": "", "title": "很长" * 15, "day": "后天", "people": "许多", "kind": "all", "ways": ["nowhere"]}
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("result", "“结果”还没有写。"),
        ("title", "“事项名称”最多 20 字，现在 30 字。"),
        ("day", "“完工日期”要写成日期，比如 2026-10-08。"),
        ("people", "“到会人数”要写成数字。"),
        ("kind", "“公开范围”里没有这一项，请重新选。"),
        ("ways", "“公开方式”里没有这一项，请重新选。"),
        ("agree", "“我核对过了，以我的名义公开”还没有勾选。"),
    ],
)
def test_an_error_says_what_and_how(wrong, name, text):
    assert wrong.errors[name] == [text]


def test_an_empty_choice_is_still_to_be_chosen():
    assert SampleForm({}).errors["ways"] == ["“公开方式”还没有选。"]


def test_an_empty_file_is_refused_by_its_name():
    class Sending(PlainForm):
        file = forms.FileField(label="附件")

    def told(*sent):
        return Sending({}, {"file": SimpleUploadedFile(*sent)}).errors

    assert told("明细.xlsx", b"") == {"file": ["“明细.xlsx”是空的，里面什么也没有。请换一个文件。"]}
    assert told("明细.xlsx", b"1") == {}


def test_a_field_called_otherwise_is_so_in_its_messages_too():
    form = SampleForm({})
    form.call("result", "公示结果", "写一句")
    assert form.errors["result"] == ["“公示结果”还没有写。"] and form.fields["result"].help_text == "写一句"


def test_the_forms_own_wording_is_kept():
    form = Own({"count": "12345.678"})
    assert form.errors["reason"] == ["退回要写原因。"]
    assert "金额" in form.errors["count"][0] and "%" not in form.errors["count"][0]


@pytest.mark.parametrize("name", ["result", "title", "day", "people", "kind"])
def test_label_hint_error_and_box_are_tied(wrong, name):
    html = show("{% field bound %}", bound=wrong[name])
    assert f'<label for="id_{name}">' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described and f"id_{name}-error" in described[1].split()
    for ident in described[1].split():
        assert html.count(f'id="{ident}"') == 1
    assert 'aria-invalid="true"' in html
    assert not re.search(r"\srequired[\s>]", html)


def test_what_was_typed_is_kept_and_escaped():
    html = show("{% field bound %}", bound=SampleForm({"title": '"><b>党费', "people": "许多"})["title"])
    assert "&quot;&gt;&lt;b&gt;党费" in html and "<b>党费" not in html
    assert 'value="许多"' in show("{% field bound %}", bound=SampleForm({"people": "许多"})["people"])


def test_groups_are_fieldsets_with_their_question():
    html = show("{% field bound %}", bound=SampleForm()["scope"])
    assert "<fieldset" in html and "<legend" in html and "（可不填）" in html


def test_a_part_counts_its_characters():
    html = show("{% field bound part=True %}", bound=SampleForm(initial={"result": "待大会通报"})["result"])
    assert "5 字" in html and 'data-count="id_result-count"' in html


def test_the_list_of_errors_leads_to_each_field(wrong):
    html = show("{% error_summary form %}", form=wrong)
    assert "还有 7 处要改" in html
    for target in re.findall(r'href="#([^"]+)"', html):
        fields = "".join(show("{% field bound %}", bound=bound) for bound in wrong)
        assert f'id="{target}"' in fields
    assert 'tabindex="-1"' in html
    assert show("{% error_summary form %}", form=SampleForm()).strip() == ""
