"""The forms of questions about articles; what they demand is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import long_text

SHOWN = 30  # characters of an article's digest in the list


class QuestionForm(PlainForm):
    anchor = forms.ChoiceField(label="问的是哪一条")
    question = forms.CharField(
        label="想问什么",
        widget=long_text(4),
        help_text="哪一句看不明白，遇到了什么情形。答复以后会公开，不写姓名和电话",
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [
            (anchor, f"{one.citation}　{one.digest[:SHOWN]}{'……' if len(one.digest) > SHOWN else ''}")
            for anchor, one in places.items()
        ]


class StampForm(PlainForm):
    """`answers`: the one at the desk may write the answer; `remarks`: or has to say why not."""

    marks_optional = False  # which of the two is needed depends on the button

    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(label="解释", widget=long_text(6), required=False, help_text="公布的就是这些字")
    remark = forms.CharField(
        label="理由", widget=long_text(2), required=False, help_text="退回重写、不作解释、更正时写明，提问的组织看得到"
    )

    def __init__(self, *args, answers: bool, remarks: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name, wanted in (("answer", answers), ("remark", remarks)):
            if not wanted:
                del self.fields[name]
