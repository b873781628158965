"""The forms with which people speak up: an opinion, a rating, a further word."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.opinions import Concern, OpinionKind, Rating, Submitter
from gongkai.rules.terms import label as term

SIGN = (("yes", "署名：把结果告诉我本人"), ("no", "不署名：凭回执看答复"))


def choices(members) -> list[tuple[str, str]]:
    return [(one.value, term(one)) for one in members]


def long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "field"})


class OpinionForm(PlainForm):
    """`known`: the account that is logged in; its name is the one that signs."""

    text = forms.CharField(
        label="您的意见", widget=long_text(6), help_text="想问什么、有什么建议，照平常说话写。不要写身份证号"
    )
    kind = forms.ChoiceField(
        label="这是", choices=choices(OpinionKind), initial=OpinionKind.INQUIRY, widget=forms.RadioSelect
    )
    concern = forms.ChoiceField(
        label="说的是谁", choices=choices(Concern), initial=Concern.NOBODY, widget=forms.RadioSelect,
        help_text="说的是他们，或者是举报，就不经过本组织，直接交上级保密受理人",
    )  # fmt: skip
    sign = forms.ChoiceField(label="署不署名", choices=SIGN, initial="yes", widget=forms.RadioSelect)
    name = forms.CharField(label="姓名", max_length=60, required=False, help_text="署名才写。加密保存，办理的人看不到")
    contact = forms.CharField(label="怎样告诉您结果", max_length=60, required=False, help_text="电话或住处，署名才写")
    submitter = forms.ChoiceField(
        label="您是", choices=choices(Submitter), initial=Submitter.UNSAID, widget=forms.RadioSelect
    )

    def __init__(self, *args, known: str = "", standing: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["name"]
            self.fields["contact"].help_text = f"以{known}的名字署名。可以不写，登录后在“我提过的意见”里看答复"
        if standing:
            del self.fields["submitter"]


class RateForm(PlainForm):
    value = forms.ChoiceField(label="您觉得答复怎样", choices=choices(Rating), widget=forms.RadioSelect)
    remark = forms.CharField(
        label="哪里还不满意", required=False, widget=long_text(3), help_text="选“不满意”时请写，办的人才知道怎么办"
    )


class WordForm(PlainForm):
    text = forms.CharField(label="补充一句", widget=long_text(3))
