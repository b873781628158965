"""Forms of yearly assessments and of accountability."""

from decimal import Decimal

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import long_text
from gongkai.rules.accountability import TERMS as LADDER
from gongkai.rules.accountability import Fact, Measure, Step, Target, Trigger
from gongkai.rules.scoring import TERMS, Grade, Veto

KINDS = (
    ("bonus", "加分：经验被市级以上采用（县里采用的自动加）"),
    *((str(one), f"一票否决：{TERMS[one]}") for one in Veto),
)


def cents(value: Decimal | None) -> int:
    """Points as typed, in hundredths."""
    return int((value or Decimal(0)) * 100)


class PointsField(forms.DecimalField):
    def __init__(self, **kwargs):
        super().__init__(max_digits=5, decimal_places=2, min_value=0, max_value=100, **kwargs)


class SelfForm(PlainForm):
    """What the organization gives itself and its head; it stands beside what the records come to (R116)."""

    total = PointsField(label="党组织自评分", help_text="0到100分，最多两位小数")
    head = PointsField(label="主要负责人自评分", help_text="0到100分，最多两位小数")
    reason = forms.CharField(
        label="依据",
        max_length=2000,
        widget=long_text(3),
        help_text="哪些做到了、哪些没做到、记录在哪里，审核的人要能核对",
    )


class DisputeForm(PlainForm):
    text = forms.CharField(label="哪里不对，依据是什么", max_length=1000, widget=long_text(4))


class DecideForm(PlainForm):
    marks_optional = False  # whether points are needed depends on the button

    points = PointsField(label="更正为多少分", required=False, help_text="异议成立的要写；维持原分的不写")
    remark = forms.CharField(label="复核意见", max_length=1000, widget=long_text(3), help_text="提异议的人会看到")

    def cents(self) -> int | None:
        value = self.cleaned_data["points"]
        return None if value is None else cents(value)


class FactForm(PlainForm):
    kind = forms.ChoiceField(label="种类", choices=KINDS)
    points = PointsField(label="加多少分", required=False, help_text="一票否决的不用填")
    reason = forms.CharField(label="事由和依据", max_length=2000, widget=long_text(3))


class YearUseForm(PlainForm):
    text = forms.CharField(
        label="结果用在哪里", max_length=2000, widget=long_text(2), help_text="比如“计入年度工作考核”“约谈书记”"
    )


class TableFilter(PlainForm):
    grade = forms.ChoiceField(
        label="等次", required=False, choices=[("", "全部"), *((str(one), TERMS[one]) for one in Grade)]
    )


class LinksForm(PlainForm):
    """The records of the system on which a case rests (R123); `known` can be linked now, `linked` is already."""

    links = forms.MultipleChoiceField(
        label="根据哪些记录", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="系统里查得到的逾期、检查问题、查实的意见和监督意见；选上的会存下当时的样子，告知后被追究的人也看得到。监督意见不写是谁提的。没有的不选",
    )  # fmt: skip
    items = forms.CharField(
        label="根据哪些公开件", max_length=1000, required=False, widget=long_text(2),
        help_text="写公开件的索引号，几件的用空格或者换行隔开；没有的不写",
    )  # fmt: skip

    def __init__(self, *args, known=(), linked=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = {one.key: f"{LADDER[Fact(one.kind)]}{one.number}：{one.text}" for one in (*linked, *known)}
        self.fields["links"].choices = list(choices.items())
        self.fields["links"].initial = self.fields["links"].initial or [one.key for one in linked]
        if not choices:
            del self.fields["links"]

    def clean(self):
        """The items that were written down are keys like the others."""
        data = super().clean()
        items = [f"{Fact.ITEM}:{number}" for number in data.pop("items", "").split()]
        data["links"] = list(dict.fromkeys([*data.get("links", ()), *items]))
        return data


class CaseForm(LinksForm):
    marks_optional = False  # whether a name is needed depends on whom the case is about

    field_order = ("trigger", "step", "target", "person_name", "links", "items", "facts")
    trigger = forms.ChoiceField(label="因为什么", choices=[(str(one), LADDER[one]) for one in Trigger])
    step = forms.ChoiceField(label="第几级", choices=[(str(one), LADDER[one]) for one in Step])
    target = forms.ChoiceField(
        label="追究谁", choices=[(str(one), LADDER[one]) for one in Target], widget=forms.RadioSelect,
        help_text="党组织、有关领导、直接责任人分别立案",
    )  # fmt: skip
    person_name = forms.CharField(
        label="姓名", max_length=60, required=False, help_text="追究有关领导、直接责任人的要写；追究党组织的不写"
    )
    facts = forms.CharField(
        label="事实",
        max_length=4000,
        required=False,
        widget=long_text(5),
        help_text="查到了什么，违反哪一条；可以先存下再补",
    )

    def __init__(self, *args, head="", **kwargs):
        super().__init__(*args, **kwargs)
        if head:
            self.fields["person_name"].help_text += f"。现在的主要负责人：{head}"


class CaseTextForm(PlainForm):
    marks_optional = False  # the measure can wait, but not for ever

    facts = forms.CharField(label="事实", max_length=4000, widget=long_text(6))
    measure = forms.ChoiceField(label="处理办法", required=False, choices=[], help_text="作出决定以前要选")

    def __init__(self, *args, measures=(), reworded=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not reworded:  # the facts were told
            del self.fields["facts"]
        self.fields["measure"].choices = [("", "还没有定"), *((str(one), LADDER[Measure(one)]) for one in measures)]


class StatementForm(PlainForm):
    """陈述申辩; `typed`: the office writes down what somebody stated on paper."""

    text = forms.CharField(label="陈述申辩", max_length=4000, widget=long_text(6))
    by_name = forms.CharField(label="谁陈述的", max_length=60, help_text="写本人姓名；党组织的写主要负责人")
    paper = forms.FileField(
        label="本人签字的书面原件", required=False, help_text="扫描件或者照片。没有附的，要等陈述申辩的期限过后才能作决定",
    )  # fmt: skip

    def __init__(self, *args, typed=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not typed:
            del self.fields["by_name"], self.fields["paper"]
