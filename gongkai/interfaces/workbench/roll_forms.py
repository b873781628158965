"""The forms of the members' roll; what they demand is said by the room."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField

STATUS = (("full", "正式党员"), ("probationary", "预备党员"))


class MemberForm(PlainForm):
    roll_number = forms.CharField(label="名册号", max_length=30, help_text="党组织自己编的号，不要写身份证号码")
    name = forms.CharField(label="姓名", max_length=60)
    status = forms.ChoiceField(label="党员类别", choices=STATUS, widget=forms.RadioSelect, initial="full")
    group = forms.CharField(label="党小组", max_length=40, required=False)
    joined_on = DayField(label="入党日期", required=False)
    from_date = DayField(label="从哪一天起在这个名册上")


class LeaveForm(PlainForm):
    on = DayField(label="从哪一天起不在这个名册上")
    basis = forms.CharField(label="去向或依据", max_length=200, required=False, help_text="比如“组织关系转到某村”")
