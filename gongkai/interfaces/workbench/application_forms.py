"""The forms of the work on applications: typing in, and one for each step that asks for something (F6, F7, F8)."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.interfaces.workbench.opinion_forms import choices
from gongkai.rules.applications import FIELDS, MOST, TYPED_IN, Form, Withheld
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.procedures.access_request import STATES

OUTSIDE = ("目录外", "目录里没有：按目录外公开工作方案报审")


class EntryForm(PlainForm):
    """For a member who came, wrote or rang. `places`: the rolls on which the name stands, when it is more than one."""

    channel = forms.ChoiceField(label="怎样提出", choices=choices(TYPED_IN), widget=forms.RadioSelect)
    received_on = DayField(label="哪天收到")
    name = forms.CharField(label="党员姓名", max_length=60)
    roll_number = forms.CharField(label="名册号", max_length=30)
    member_org_id = forms.ChoiceField(label="在哪个党组织的名册上", required=False, widget=forms.RadioSelect)
    matter = forms.CharField(label=FIELDS["matter"], max_length=MOST["matter"], help_text="一句话")
    description = forms.CharField(
        label=FIELDS["description"], max_length=MOST["description"], widget=long_text(4), help_text="照本人的话写"
    )
    category = forms.ChoiceField(
        label="大概属于哪一类", choices=[(str(one.code), one.name) for one in CATEGORIES], initial="8"
    )
    form = forms.ChoiceField(
        label="本人想怎样得到答复", choices=choices(Form), initial=Form.IN_PERSON, widget=forms.RadioSelect
    )
    contact = forms.CharField(label=FIELDS["contact"], max_length=MOST["contact"], required=False)

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        if places:
            self.fields["member_org_id"].choices = [(str(org.pk), org.name) for org in places]
        else:
            del self.fields["member_org_id"]


def remark(label: str, hint: str = "", needed: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST["remark"], required=needed, widget=long_text(rows), help_text=hint
    )


class AskCorrectionForm(PlainForm):
    remark = remark("请申请人补什么", "写清楚缺哪一样。只能通知这一次")


class CorrectForm(PlainForm):
    remark = remark("申请人补正的内容", "本人来说、来信、打电话补正的，照原话写")


class PublicForm(PlainForm):
    remark = remark("在哪里能看到", "写公开栏的位置，或者公开页的网址、索引号")


class AbsentForm(PlainForm):
    remark = remark("查了哪里、为什么没有")


class ElsewhereForm(PlainForm):
    elsewhere_id = forms.ChoiceField(label="归哪个组织", required=False)
    remark = remark("告诉申请人找谁", "哪个组织、怎样联系")

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["elsewhere_id"].choices = [("", "不在下面"), *((str(org.pk), org.name) for org in places)]


class RepeatedForm(PlainForm):
    repeats = forms.CharField(label="前一次申请的编号", max_length=60, required=False)
    remark = remark("说明", "前一次哪天怎样答复的")


class ConsultForm(PlainForm):
    third_party = forms.CharField(label="征求谁的意见", max_length=MOST["third_party"])
    remark = remark("问什么", "征求意见期间不算办理时间，只能征求一次")


class ResumeForm(PlainForm):
    remark = remark("第三方的意见", "同意公开、不同意公开，理由是什么")


class ExtendForm(PlainForm):
    consent = forms.CharField(
        label=FIELDS["consent"], max_length=MOST["consent"], help_text="比如：领导小组组长，11月20日"
    )
    remark = remark("为什么要延长", "申请人能看到。只能延长一次")


class AnswerForm(PlainForm):
    answer = forms.CharField(
        label="给申请人的答复", max_length=MOST["answer"], widget=long_text(5), help_text="写进告知书。附件在右边先加上"
    )
    cleared = forms.BooleanField(label="已经作过保密审查，可以告诉申请人", required=False)


class ScopeForm(AnswerForm):
    """Granting to a scope: under which entry of the catalog it will be published."""

    code = forms.ChoiceField(label="在哪个目录条目下公开")
    period = forms.CharField(label="哪个月", max_length=7, required=False, help_text="比如 2026-11，不写就是本月")

    def __init__(self, *args, entries=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [
            ("", "请选"),
            *((one.code, f"{one.code}　{one.name}") for one in entries),
            OUTSIDE,
        ]


class ProposeForm(PlainForm):
    kind = forms.ChoiceField(label="是哪一种", choices=choices(Withheld), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=FIELDS["reasons"], max_length=MOST["reasons"], widget=long_text(4), help_text="不要写不能公开的内容本身"
    )
    basis = forms.CharField(label=FIELDS["basis"], max_length=MOST["basis"], help_text="哪个文件哪一条")
    until = DayField(label="理由到哪天为止", required=False, help_text="暂时不宜公开的写上，到期自动重新审查")


class RuleForm(PlainForm):
    remark = remark("审定意见", "会附在给申请人的告知书后面")


class TellForm(PlainForm):
    remark = remark("另外要说的话", needed=False, rows=2)


FORMS: dict[str, type[PlainForm]] = {
    "ask_correction": AskCorrectionForm, "correct": CorrectForm, "point_public": PublicForm,
    "point_elsewhere": ElsewhereForm, "point_repeated": RepeatedForm, "absent": AbsentForm, "consult": ConsultForm,
    "resume": ResumeForm, "extend": ExtendForm, "grant": AnswerForm, "grant_part": AnswerForm,
    "grant_scope": ScopeForm, "propose": ProposeForm, "agree": RuleForm, "partly": RuleForm, "must": RuleForm,
    "tell": TellForm,
}  # fmt: skip


class FilterForm(PlainForm):
    """What of the register is shown."""

    year = forms.ChoiceField(label="年份", required=False)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *((key.value, word) for key, word in STATES.items())]
    )

    def __init__(self, *args, years=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "全部"), *((str(year), f"{year}年") for year in years)]
        self.marks_optional = False
