"""The forms of campaigns and plans (F15)."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.addressees import TERMS as CLASSES
from gongkai.rules.campaigns import TERMS, PlanTick


class CampaignForm(PlainForm):
    code = forms.ChoiceField(label="哪一份文件")
    classes = forms.MultipleChoiceField(
        label="哪些单位要报",
        widget=forms.CheckboxSelectMultiple,
        help_text="第十三条点名的这几类；村、学校和支部不用报",
    )
    issued_on = DayField(label="印发日期", help_text="从第二天算起，当天不算")

    def __init__(self, *args, regulations, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(one.code, one.title) for one in regulations]
        self.fields["classes"].choices = [
            (name.value, f"{CLASSES[name]}（{len(members)}）") for name, members in groups.items()
        ]
        self.fields["classes"].initial = [name.value for name in groups]


class PlanFilingForm(PlainForm):
    """`mending`: the file stays when no other one is sent."""

    document_number = forms.CharField(
        label="文号", max_length=60, help_text="实施方案的发文字号，比如“东溪委〔2026〕5号”"
    )
    adopted_on = DayField(label="哪天通过的")
    group = forms.CharField(
        label="领导小组组成", widget=long_text(3), help_text="按职务写：组长、副组长、成员各是什么职务"
    )
    office = forms.CharField(label="办公室设在哪里、谁当主任", max_length=200)
    person = forms.CharField(label="专人", max_length=60)
    phone = forms.CharField(label="专人的电话", max_length=40)
    budget = forms.CharField(label="经费安排", max_length=200, help_text="多少钱、从哪里出；没有安排的写明原因")
    file = forms.FileField(label="实施方案", help_text="pdf 或 docx，最多20 MB")

    def __init__(self, *args, mending=False, **kwargs):
        super().__init__(*args, **kwargs)
        if mending:
            self.fields["file"].required = False
            self.fields["file"].help_text = "不换就不用选，原来的留着"
            self.speak()


class AskForm(PlainForm):
    org = forms.ChoiceField(label="哪个单位")

    def __init__(self, *args, unasked, **kwargs):
        super().__init__(*args, **kwargs)
        listed = [(one.org.code, f"{one.org.name}（{CLASSES[one.name]}）") for one in unasked]
        self.fields["org"].choices = listed if len(listed) == 1 else [("", "请选一个单位"), *listed]


class ExcuseForm(PlainForm):
    reason = forms.CharField(
        label="为什么不用报", max_length=200, required=False, widget=long_text(2),
        help_text="比如已经并入别的单位、和别的单位合报；清空就是还要报",
    )  # fmt: skip


class TicksForm(PlainForm):
    ticks = forms.MultipleChoiceField(
        label="核对什么", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, TERMS[one]) for one in PlanTick],
    )  # fmt: skip
