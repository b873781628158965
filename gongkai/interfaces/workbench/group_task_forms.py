"""The form of a task of a leading group; what it demands is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.group_tasks import MEANS, MOST_NAME, MOST_WORDS, TERMS, GroupDuty


class GroupTaskForm(PlainForm):
    duty = forms.ChoiceField(
        label="属于哪一项职责", choices=[(one.value, f"{TERMS[one]}：{MEANS[one]}") for one in GroupDuty],
        widget=forms.RadioSelect,
    )  # fmt: skip
    what = forms.CharField(label="要办什么", max_length=MOST_WORDS, widget=long_text(3))
    unit_code = forms.ChoiceField(
        label="哪个单位办", required=False, help_text="选了的单位在自己的待办里看得到、自己报告"
    )
    unit = forms.CharField(
        label="不在上面的单位", max_length=MOST_NAME, required=False, help_text="写全称；办得怎样由领导小组办公室登记"
    )
    helpers = forms.CharField(label="哪些单位配合", max_length=200, required=False)
    due_on = DayField(label="什么时候办完")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit_code"].choices = [("", "不在系统里"), *((one.code, one.short_name) for one in units)]
