"""Joint columns at the desk: a source, a list of it, and why a line goes."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.joint_columns import LONGEST_LINK, LONGEST_NAME, TERMS, JointKind


class SourceForm(PlainForm):
    kind = forms.ChoiceField(
        label="哪一种公开", choices=[(str(one), TERMS[one]) for one in JointKind], widget=forms.RadioSelect
    )
    name = forms.CharField(label="来源", max_length=LONGEST_NAME, help_text="公众会看到，比如“柏树湾村村务公开平台”")
    home = forms.CharField(label="来源的网址", max_length=LONGEST_LINK, help_text="读者点过去看原文的地方")


class ListForm(PlainForm):
    file = forms.FileField(
        label="栏目清单", help_text="RSS、Atom、JSON Feed，或者有“标题、网址、日期”三列的 CSV，最大 2 MB"
    )


class LinkForm(PlainForm):
    number = forms.CharField(label="我们公开件的索引号", max_length=300, help_text="在公开件的网页上抄；抄整个网址也行")


class DropForm(PlainForm):
    reason = forms.CharField(label="为什么不再显示", max_length=200)
