"""The forms of public concerns and typical cases; what they demand is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.concerns import CaseKind, ConcernSource
from gongkai.rules.terms import label as term


class ConcernForm(PlainForm):
    matter = forms.CharField(
        label="大家关心什么", max_length=300, widget=long_text(3), help_text="用概括的话写，会公开，不写姓名和电话"
    )
    source = forms.ChoiceField(label="从哪里知道的", choices=[(one.value, term(one)) for one in ConcernSource])
    source_note = forms.CharField(
        label="具体出处", max_length=120, help_text="哪次会、哪个电话、哪家报纸；只在工作台看得到"
    )
    heard_on = DayField(label="哪天知道的", help_text="回应的期限从这一天算起")
    asked_by = forms.IntegerField(label="大约多少人问", initial=1)
    opinion_number = forms.CharField(
        label="意见编号", max_length=60, required=False, help_text="从“意见建议”里来的，填那一条的编号"
    )


class DraftAnswerForm(PlainForm):
    code = forms.ChoiceField(label="在目录哪一项下公开")

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(one.code, f"{one.code}　{one.name}") for one in entries]


class LinkAnswerForm(PlainForm):
    item = forms.CharField(label="已经公开的，填索引号", max_length=40, help_text="在公开页的表头里，照抄")


class TypicalCaseForm(PlainForm):
    item = forms.CharField(
        label="公开件的索引号", max_length=40, help_text="先把做法写成公开件公开，再推荐。索引号在公开页的表头里"
    )
    kind = forms.ChoiceField(label="哪一类", choices=[(one.value, term(one)) for one in CaseKind])
    title = forms.CharField(label="题目", max_length=120, help_text="比如“账目一月一贴，一年没有人再问”")
    summary = forms.CharField(label="摘要", widget=long_text(4), help_text="好在哪里，别的组织能学什么。不写姓名和电话")
