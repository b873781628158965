"""The form of a consultation's questions, as those asked fill it in and as the clerk types it from paper."""

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.consultations import LONGEST, Question


class ReplyForm(PlainForm):
    """One field a question, and one for everything else; what is demanded is said by the rules."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], said: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = len(questions)
        for place, question in enumerate(questions):
            first = (said or {}).get(str(place), "")
            if question.options:
                self.fields[f"q{place}"] = forms.ChoiceField(
                    label=f"{place + 1}. {question.text}", choices=[(one, one) for one in question.options],
                    widget=forms.RadioSelect, required=False, initial=first,
                )  # fmt: skip
            else:
                self.fields[f"q{place}"] = forms.CharField(
                    label=f"{place + 1}. {question.text}", max_length=LONGEST, required=False, initial=first,
                    widget=forms.Textarea(attrs={"rows": 3, "class": "field"}),
                )  # fmt: skip
        self.fields["words"] = forms.CharField(
            label="还想说的", max_length=LONGEST, required=False,
            widget=forms.Textarea(attrs={"rows": 4, "class": "field"}), help_text="问题以外的意见写在这里",
        )  # fmt: skip
        self.speak()

    def said(self) -> dict[int, str]:
        """Question by place → what was said."""
        return {place: self.cleaned_data[f"q{place}"] for place in range(self.asked)}
