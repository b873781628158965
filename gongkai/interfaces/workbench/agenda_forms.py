"""The forms of the agenda records; what they demand is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.agendas import AgendaBody
from gongkai.rules.terms import label as term


class DecisionForm(PlainForm):
    what = forms.CharField(label="定了什么", max_length=300, help_text="比如“10月底前换好三块公开栏”")
    who = forms.CharField(label="谁来办", max_length=120, help_text="写单位或者职务，比如“党政办”")
    due_on = DayField(label="什么时候办完")


class AgendaForm(DecisionForm):
    body = forms.ChoiceField(label="什么会议", choices=[(one.value, term(one)) for one in AgendaBody])
    held_on = DayField(label="哪天开的")
    attended = forms.CharField(label="哪些人参加", max_length=300, help_text="照会议记录写")
    studied = forms.CharField(label="研究了什么", widget=long_text(4), help_text="只写党务公开的内容")
    grassroots = forms.BooleanField(label="作为加强村、社区基层组织建设的一项内容研究", required=False)
    field_order = ("body", "held_on", "attended", "studied", "grassroots", "what", "who", "due_on")


class DoneForm(PlainForm):
    done = forms.CharField(label="办得怎样", max_length=300)
