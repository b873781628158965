"""The form with which a sheet signed with the pen comes back; what it must say is demanded by the rules (R174)."""

from collections.abc import Iterable, Mapping

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField
from gongkai.rules.signed_papers import EDITION, LINES, LONGEST_NAME, PaperStep
from gongkai.rules.terms import label as term

ACCEPT = "image/jpeg,image/png,application/pdf"
EMPTY = "没有签就空着"


def _signer(step: PaperStep) -> forms.CharField:
    return forms.CharField(label=f"{term(step)}一栏是谁签的", max_length=LONGEST_NAME, required=False, help_text=EMPTY)


class PaperForm(PlainForm):
    """One sheet: a line for each step of the form. `texts`: revisions by number with how they are called, none for a record without."""

    marks_optional = False

    file = forms.FileField(
        label="照片或者扫描件", help_text="jpg、png、pdf；照片最多10 MB，pdf 最多20 MB。字要看得清，一张纸传一次",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )  # fmt: skip
    secrecy = _signer(PaperStep.SECRECY)
    draft = _signer(PaperStep.DRAFT)
    review = _signer(PaperStep.REVIEW)
    approval = _signer(PaperStep.APPROVAL)
    superior = _signer(PaperStep.SUPERIOR)
    maker = _signer(PaperStep.MAKER)
    county = _signer(PaperStep.COUNTY)
    signed_on = DayField(label="纸上是哪天签的", help_text="几个人不在同一天签的，写最后一天")
    revision = forms.TypedChoiceField(label="纸上印的是哪一稿", coerce=int)

    def __init__(
        self, *args, kind: str, texts: Iterable[tuple[int, str]] = (), holders: Mapping[PaperStep, str], **kwargs
    ):
        super().__init__(*args, **kwargs)
        if kind == EDITION:
            self.fields["revision"].choices = list(texts)
        else:
            del self.fields["revision"]
        for step in set(PaperStep) - set(LINES[kind]):
            del self.fields[step]
        for step in LINES[kind]:
            if holder := holders.get(step):
                self.fields[step].help_text = f"现在是{holder}。{EMPTY}"

    def signers(self) -> dict[str, str]:
        return {step: self.cleaned_data[step] for step in PaperStep if step in self.fields}
