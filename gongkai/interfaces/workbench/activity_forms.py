"""The forms of publicity and of disclosure-day activities; what they demand is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.activities import Subject, Way
from gongkai.rules.terms import label as term


class PublicityForm(PlainForm):
    title = forms.CharField(label="题目", max_length=120, help_text="比如“党员权利和义务宣讲”")
    held_on = DayField(label="哪天")
    way = forms.ChoiceField(label="方式", choices=[(one.value, term(one)) for one in Way])
    subjects = forms.MultipleChoiceField(
        label="讲的是哪方面", required=False, choices=[(one.value, term(one)) for one in Subject],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    place = forms.CharField(label="地点", max_length=120, help_text="会议室、公开栏、微信群都可以")
    host = forms.CharField(label="谁讲、谁办", max_length=120)
    people = forms.IntegerField(label="多少人听到、看到", help_text="到会人数、发放份数，没有数的写估计数")
    content = forms.CharField(label="做了什么", widget=long_text(4))
    material = forms.CharField(label="用了什么材料", max_length=200, required=False, help_text="讲稿、折页、展板的名称")


class DisclosureDayForm(PlainForm):
    held_on = DayField(label="哪天")
    title = forms.CharField(label="题目", max_length=120)
    place = forms.CharField(label="在哪里接待", max_length=120)
    host = forms.CharField(label="谁接待", max_length=120, help_text="班子成员写姓名和职务")
    people = forms.IntegerField(label="接待多少人", help_text="没有人来，写0")
    visits = forms.IntegerField(label="走访多少户", initial=0)
    opinions = forms.IntegerField(label="当天听到多少条意见", initial=0, help_text="每条意见另到“意见建议”里登记")
    content = forms.CharField(
        label="做了什么", widget=long_text(4), help_text="讲解了哪几项公开、群众问了什么、当场答了什么"
    )
    reason = forms.CharField(
        label="不在公开日做的原因", max_length=200, required=False, help_text="在公开日做的，不用写"
    )
