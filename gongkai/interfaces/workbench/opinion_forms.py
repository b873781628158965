"""The forms of the office's work on opinions; each verb of the procedure that asks for something has one."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.opinions import TYPED_IN, Concern, OpinionChannel, OpinionKind, OpinionResult, Submitter, ToldBy
from gongkai.rules.procedures.opinion import STATES
from gongkai.rules.terms import label as term


def choices(members) -> list[tuple[str, str]]:
    return [(one.value, term(one)) for one in members]


class EntryForm(PlainForm):
    """What came by phone, letter, box, meeting or visit."""

    channel = forms.ChoiceField(label="怎么收到的", choices=choices(TYPED_IN), widget=forms.RadioSelect)
    received_on = DayField(label="哪天收到")
    kind = forms.ChoiceField(label="种类", choices=choices(OpinionKind), widget=forms.RadioSelect)
    text = forms.CharField(label="意见", widget=long_text(5), help_text="照原话写。不要写身份证号、电话")
    concern = forms.ChoiceField(
        label="涉及谁", choices=choices(Concern), initial=Concern.NOBODY, widget=forms.RadioSelect,
        help_text="涉及负责人、专人、办理的人，或者是举报的，登记后直接转上级保密受理人，这里不再显示",
    )  # fmt: skip
    submitter = forms.ChoiceField(
        label="提意见的人是", choices=choices(Submitter), initial=Submitter.UNSAID, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label="姓名", max_length=60, required=False, help_text="愿意署名的才写。登记后加密保存，这里看不到"
    )
    contact = forms.CharField(
        label="怎样告诉本人结果", max_length=60, required=False, help_text="电话、住处或方便的时间；署名的要写"
    )


class AssignForm(PlainForm):
    assigned_to = forms.CharField(label="交给谁", max_length=60)
    remark = forms.CharField(label="要求", required=False, widget=long_text(2))


class ReassignForm(PlainForm):
    assigned_to = forms.CharField(label="改交给谁", max_length=60)
    remark = forms.CharField(label="为什么改", widget=long_text(2))


class HandleForm(PlainForm):
    remark = forms.CharField(label="办理情况", widget=long_text(4), help_text="查了什么、问了谁、怎样处理")


class ExtendForm(PlainForm):
    remark = forms.CharField(label="为什么要延长", widget=long_text(2), help_text="提意见的人能看到新的答复日期")


class DecideForm(PlainForm):
    result = forms.ChoiceField(label="结果", choices=choices(OpinionResult), widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由", required=False, widget=long_text(2), help_text="不采纳、部分采纳、转办的要写"
    )
    answer = forms.CharField(label="给本人的答复", widget=long_text(4), help_text="本人能看到全文")
    remark = forms.CharField(label="负责人批示", required=False, widget=long_text(2), help_text="只在内部看")


class TellForm(PlainForm):
    told_on = DayField(label="哪天告知")
    way = forms.ChoiceField(label="怎样告知", choices=choices(ToldBy), widget=forms.RadioSelect)
    by_name = forms.CharField(label="由谁告知", max_length=60)
    text = forms.CharField(label="告知的内容", widget=long_text(3))


class PublishForm(PlainForm):
    question = forms.CharField(
        label="问题（概括地写）", widget=long_text(2), help_text="不写姓名、住处，让人认不出是谁提的"
    )
    public_answer = forms.CharField(label="答复（概括地写）", widget=long_text(3))


class SpeakForm(PlainForm):
    remark = forms.CharField(label="留言", widget=long_text(2), help_text="本人能看到，也能回话")


class AgainForm(PlainForm):
    again = forms.ChoiceField(label="要不要再次公开", choices=(("yes", "要"), ("no", "不要")), widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", widget=long_text(2))


class ImproveForm(PlainForm):
    change_note = forms.CharField(
        label="改了什么、为什么", widget=long_text(2), help_text="会公开在新版上，旧版原样保留"
    )


class TransferForm(PlainForm):
    to = forms.CharField(label="转给哪个组织", max_length=120, help_text="组织的全称、简称或代码，照组织名录写")
    remark = forms.CharField(label="为什么归它管", widget=long_text(2), help_text="提意见的人能看到")
    concern = forms.ChoiceField(
        label="涉及那里的谁", choices=choices(Concern), initial=Concern.NOBODY, widget=forms.RadioSelect,
        help_text="涉及那里的负责人、专人、办理的人，会直接转给它上级的保密受理人；转出以后这里也不再显示",
    )  # fmt: skip


FORMS: dict[str, type[PlainForm]] = {
    "assign": AssignForm, "reassign": ReassignForm, "handle": HandleForm, "extend": ExtendForm, "decide": DecideForm,
    "transfer": TransferForm,
    "tell": TellForm, "publish": PublishForm, "speak": SpeakForm,
}  # fmt: skip


class FilterForm(PlainForm):
    """What of the register is shown."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *((k.value, v) for k, v in STATES.items())]
    )
    kind = forms.ChoiceField(label="种类", required=False, choices=[("", "全部"), *choices(OpinionKind)])
    channel = forms.ChoiceField(label="渠道", required=False, choices=[("", "全部"), *choices(OpinionChannel)])
    overdue = forms.BooleanField(label="只看逾期的", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.marks_optional = False
