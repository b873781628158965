"""The ballot: six items, four questions, two answers in words (F22)."""

import secrets

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.appraisals import LONGEST_WORDS, Awareness, Item, Mark, Open
from gongkai.rules.terms import label

YES_NO = (("yes", "是"), ("no", "否"))


class BallotForm(PlainForm):
    """Nothing has to be answered: a blank item is an abstention."""

    marks_optional = False

    envelope = forms.CharField(required=False, widget=forms.HiddenInput)
    nonce = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"nonce": secrets.token_hex(16)})
        super().__init__(*args, **kwargs)
        for item in Item:
            self.fields[f"mark_{item}"] = forms.ChoiceField(
                label=label(item), choices=[(mark.value, label(mark)) for mark in Mark], required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip
        for question in Awareness:
            self.fields[f"aware_{question}"] = forms.ChoiceField(
                label=label(question), choices=YES_NO, required=False, widget=forms.RadioSelect
            )
        for question in Open:
            self.fields[f"words_{question}"] = forms.CharField(
                label=label(question), required=False, max_length=LONGEST_WORDS,
                widget=forms.Textarea(attrs={"rows": 2, "class": "field"}),
                help_text="不要写能认出您的话。计票后和别人的放在一起公布。",
            )  # fmt: skip

    def ballot(self) -> dict:
        """What was filled in, as it is sealed."""
        data = self.cleaned_data
        return {
            "nonce": data["nonce"],
            "marks": {item.value: data[f"mark_{item}"] for item in Item if data[f"mark_{item}"]},
            "aware": {one.value: data[f"aware_{one}"] == "yes" for one in Awareness if data[f"aware_{one}"]},
            "words": {one.value: data[f"words_{one}"] for one in Open if data[f"words_{one}"]},
        }
