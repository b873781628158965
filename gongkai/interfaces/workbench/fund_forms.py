"""The forms of the ledger of working funds; what they demand is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, RemarkForm
from gongkai.rules.funds import FundKind, Purpose
from gongkai.rules.terms import label as term


def _what(label: str, example: str) -> forms.CharField:
    """What the money is about, asked in the words of each kind: an error names the field as the reader sees it."""
    return forms.CharField(label=label, max_length=200, help_text=f"比如“{example}”")


class _FundForm(PlainForm):
    yuan = forms.DecimalField(label="金额（元）", min_value=0, max_digits=12, decimal_places=2)

    def given(self) -> dict:
        """What was typed as the room takes it: whole hundredths of a yuan."""
        data = dict(self.cleaned_data)
        return data | {"cents": int(data.pop("yuan") * 100)}


class BudgetForm(_FundForm):
    day = DayField(label="哪天定的", help_text="记在这一天所在的年度")
    what = _what("从哪里出", "村级运转经费列支，支部委员会会议定")
    field_order = ("day", "yuan", "what")


class IncomeForm(_FundForm):
    day = DayField(label="哪天到账")
    what = _what("从哪里来", "镇党委拨付党务公开经费")
    voucher = forms.CharField(label="凭证号", max_length=60, help_text="照抄收据、拨款单上的号")
    field_order = ("day", "yuan", "what", "voucher")


class SpendingForm(_FundForm):
    day = DayField(label="哪天支出")
    what = _what("用在什么事上", "公开栏换玻璃两块")
    purpose = forms.ChoiceField(label="用途", choices=[(one.value, term(one)) for one in Purpose])
    voucher = forms.CharField(label="凭证号", max_length=60, help_text="照抄发票、收据上的号")
    reason = forms.CharField(
        label="账上不够，为什么先垫付", max_length=200, required=False, help_text="账上够的，不用写"
    )
    field_order = ("day", "yuan", "purpose", "what", "voucher", "reason")


class VoidForm(RemarkForm):
    """Why a line was wrong; of money that came in also who advances what was spent of it."""

    advanced = forms.CharField(
        label="账上不够，为什么垫付", max_length=200, required=False, help_text="作废以后账上还够的，不用写"
    )

    def __init__(self, *args, income: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not income:
            del self.fields["advanced"]


FORMS = {FundKind.BUDGET: BudgetForm, FundKind.INCOME: IncomeForm, FundKind.SPENDING: SpendingForm}
HEADINGS = {FundKind.BUDGET: "记年度预算", FundKind.INCOME: "记一笔拨入", FundKind.SPENDING: "记一笔支出"}
