"""A key for another system: which one, for what, how long."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.machine_access import LONGEST_NAME, TERMS, Scope

DAYS = (("30", "一个月"), ("90", "三个月"), ("365", "一年"))


class TokenForm(PlainForm):
    name = forms.CharField(
        label="给哪个系统用", max_length=LONGEST_NAME, help_text="比如“镇里的村务软件”，以后好认出来"
    )
    scopes = forms.MultipleChoiceField(
        label="它可以办什么", choices=[(str(one), TERMS[one]) for one in Scope],
        widget=forms.CheckboxSelectMultiple, help_text="只勾用得着的。它能办的，永远不会比您自己能办的多",
    )  # fmt: skip
    days = forms.ChoiceField(label="用多久", choices=DAYS, widget=forms.RadioSelect)
