"""Forms of members' appraisals."""

from django import forms

from gongkai.interfaces.ui.appraisals import ITEM_NAMES, MARK_NAMES
from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text

LARGEST = 64 * 1024 * 1024


class RoundForm(PlainForm):
    title = forms.CharField(label="叫什么", max_length=120, help_text="比如“2026年党务公开民主评议”")
    ends_on = DayField(label="投票到哪一天", help_text="那一天24时截止")
    paper_only = forms.BooleanField(label="全部用纸票", required=False, help_text="不用上传公钥，由两位计票人各点一遍")


class KeyForm(PlainForm):
    file = forms.FileField(label="计票公钥", help_text="计票人用 gongkai tally keygen 生成的 public.pem")
    scrutineers = forms.CharField(label="三位计票人", max_length=200, help_text="姓名之间用顿号，会告诉投票的党员")

    def pem(self) -> str:
        """The key as text; what is no text is no key."""
        return self.cleaned_data["file"].read(16 * 1024).decode("ascii", "replace")

    def names(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["scrutineers"].replace("，", "、").replace(",", "、").split("、"))


class ResultForm(PlainForm):
    file = forms.FileField(label="结果文件", help_text="计票人用 gongkai tally open 写出的 result.json")

    def text(self) -> str:
        """The file as text; what is no text is no result."""
        return self.cleaned_data["file"].read(LARGEST).decode("utf-8", "replace")


class PaperForm(PlainForm):
    """What one counter counted: returned and valid papers, then the marks of each item."""

    marks_optional = False

    returned = forms.IntegerField(label="收回的票", min_value=0, max_value=100_000)
    valid = forms.IntegerField(label="其中有效", min_value=0, max_value=100_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item, name in ITEM_NAMES.items():
            for mark, word in MARK_NAMES.items():
                self.fields[f"{item}_{mark}"] = forms.IntegerField(
                    label=f"{name}：{word}", min_value=0, max_value=100_000, required=False,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field"}),
                )  # fmt: skip

    def counts(self) -> dict:
        data = self.cleaned_data
        table = {item: {mark: data[f"{item}_{mark}"] or 0 for mark in MARK_NAMES} for item in ITEM_NAMES}
        return {"returned": data["returned"], "valid": data["valid"], "table": table}


class UseForm(PlainForm):
    text = forms.CharField(label="写什么", max_length=300, widget=long_text(2))
