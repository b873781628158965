"""The forms of the archive; what they demand is said by the rules."""

from django import forms

from gongkai.archive.actions import MOST_PAGES
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField
from gongkai.rules.archiving import Retention
from gongkai.rules.terms import label as term


class FindForm(PlainForm):
    """Search over the records. Nothing has to be filled in."""

    marks_optional = False

    q = forms.CharField(label="题名、档号或者索引号", max_length=60, required=False)
    year = forms.ChoiceField(label="年度", required=False)
    retention = forms.ChoiceField(
        label="保管期限", required=False, choices=[("", "全部"), *((one.value, term(one)) for one in Retention)]
    )

    uncounted = forms.BooleanField(label="只看要点数页数的", required=False)

    def __init__(self, *args, years=(), below: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "全部"), *((str(one), f"{one}年") for one in years)]
        if below:
            self.fields["below"] = forms.BooleanField(label="连同所属组织", required=False)


class FondsForm(PlainForm):
    number = forms.CharField(label="全宗号", max_length=12, help_text="档案馆给的号，比如“Z109”")
    unit = forms.CharField(label="机构（问题）代码", max_length=8, help_text="大写字母或数字，没有规定的不用改")


class PagesForm(PlainForm):
    pages = forms.IntegerField(
        label="页数", min_value=1, max_value=MOST_PAGES, help_text="有字有图的一面算一页，连同附件和签字的原件"
    )


class LoanForm(PlainForm):
    borrower = forms.CharField(label="谁借", max_length=60)
    unit = forms.CharField(label="哪个单位", max_length=100, required=False)
    purpose = forms.CharField(label="借去做什么", max_length=200, help_text="比如“核对2025年党费台账”")
    lent_on = DayField(label="哪天借出")
    due_on = DayField(label="哪天还")


class ReturnForm(PlainForm):
    returned_on = DayField(label="哪天还的")
    remark = forms.CharField(
        label="还回来时怎样", max_length=200, required=False, help_text="缺页、破损的写明；完好的不用写"
    )


class DisposalForm(PlainForm):
    """Which of the records that may go stand on the list."""

    record_ids = forms.TypedMultipleChoiceField(label="哪些", coerce=int, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label="为什么销毁", max_length=200, help_text="比如“保管期满，经鉴定没有继续保存的价值”")

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["record_ids"].choices = [(row.pk, f"{row.code}　{row.title}") for row in rows]
