"""The forms of inspections and rectification; what they demand is said by the rules."""

from decimal import Decimal

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.inspections import InspectionPoint, in_points
from gongkai.rules.terms import label as term


class InspectionPlanForm(PlainForm):
    title = forms.CharField(label="名称", max_length=120, help_text="比如“三季度党务公开检查”")
    team = forms.CharField(label="检查组", max_length=200, help_text="写姓名，用“、”隔开")
    sample = forms.IntegerField(label="抽几个组织")
    draw_on = DayField(label="哪天抽签", help_text="要在今天以后")
    lot_source = forms.CharField(
        label="抽签用哪个公开号码", max_length=200,
        help_text="抽签那天才会知道、人人查得到的号码，比如“抽签当天双色球开奖号码，按公布的次序写”",
    )  # fmt: skip
    visit_on = DayField(label="哪天检查")


class PlanMoveForm(PlainForm):
    lot = forms.CharField(label="公开号码", max_length=120, required=False, help_text="照公布的样子写，一个字不差")
    remark = forms.CharField(label="说明", required=False, widget=long_text(2), help_text="取消时写原因")


class AppointForm(PlainForm):
    org_id = forms.TypedChoiceField(label="检查哪个组织", coerce=int)
    team = forms.CharField(label="检查组", max_length=200, help_text="写姓名，用“、”隔开")
    visit_on = DayField(label="哪天检查")

    def __init__(self, *args, below=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["org_id"].choices = [(org.pk, org.short_name) for org in below]


class MoveVisitForm(PlainForm):
    visit_on = DayField(label="改到哪天")
    reason = forms.CharField(label="为什么改", max_length=200)


class SpotPhotoForm(PlainForm):
    carrier_id = forms.TypedChoiceField(label="哪一处公开栏", coerce=int)
    code = forms.CharField(
        label="今天的验证码", max_length=20, help_text="上级电话里告诉您的六位，写在纸上一起拍",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    photo = forms.FileField(
        label="照片", help_text="jpg、png，最多10 MB", widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )
    words = forms.CharField(label="补充", max_length=200, required=False, help_text="有缺的、坏的，写在这里")

    def __init__(self, *args, boards=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["carrier_id"].choices = list(boards)


class RecheckForm(PlainForm):
    visit_on = DayField(label="哪天复查")


class SummaryForm(PlainForm):
    text = forms.CharField(
        label="检查结论", required=False, widget=long_text(4), help_text="总的怎么样，好在哪里，差在哪里"
    )


class FindingForm(PlainForm):
    point = forms.ChoiceField(label="在哪一点上", choices=[(one.value, term(one)) for one in InspectionPoint])
    facts = forms.CharField(label="发现了什么问题", widget=long_text(3), help_text="写事实：哪一项、哪一天、多少")
    article = forms.CharField(label="违反哪一条", max_length=40, help_text="比如“第八条（二）”")
    required = forms.CharField(label="要求怎么改", widget=long_text(2))
    seen = forms.CharField(
        label="谁看到的、怎么看到的",
        required=False,
        widget=long_text(2),
        help_text="有照片的，存下后再传，这里可以不写",
    )


class SheetForm(PlainForm):
    """Points and a comment for every line of the sheet."""

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"p_{line.code}"] = forms.DecimalField(
                label=f"{line.name}得分", required=False, max_digits=4, decimal_places=1,
                initial=None if line.tenths is None else in_points(line.tenths),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "4", "aria-label": f"{line.name}得分"}),
            )  # fmt: skip
            self.fields[f"c_{line.code}"] = forms.CharField(
                label=f"{line.name}说明", required=False, max_length=300, initial=line.comment,
                widget=forms.TextInput(attrs={"aria-label": f"{line.name}说明", "placeholder": "扣分原因、看到的"}),
            )  # fmt: skip
        self.speak()

    def of(self, line) -> tuple:
        """The two fields of a line."""
        return line, self[f"p_{line.code}"], self[f"c_{line.code}"]

    def given(self) -> dict:
        """Line → tenths of a point (None: not yet) and comment."""
        data = self.cleaned_data
        return {one.code: (_tenths(data[f"p_{one.code}"]), data[f"c_{one.code}"]) for one in self.lines}


def _tenths(points: Decimal | None) -> int | None:
    return None if points is None else int(points * 10)


class MeasureForm(PlainForm):
    measure = forms.CharField(label="整改措施", widget=long_text(2))
    person = forms.CharField(label="责任人", max_length=60)
    finish_on = DayField(label="哪天完成")


class DoneForm(PlainForm):
    text = forms.CharField(label="改得怎么样", widget=long_text(2), help_text="写做了什么、结果怎样")
