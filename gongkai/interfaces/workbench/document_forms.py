"""Forms about sending documents out."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.addressees import TERMS as CLASSES


class DocumentForm(PlainForm):
    file = forms.FileField(label="文件", help_text="txt 或 docx，最多10 MB")
    code = forms.CharField(
        label="代号", max_length=60,
        help_text="小写字母、数字和短横，会出现在网址里，比如 wenjian-2026-3。代号相同就是同一份，会换成新的文本",
    )  # fmt: skip
    issued_on = DayField(label="印发日期", required=False, help_text="文件里没有写明时才要填")


class SendForm(PlainForm):
    """Recipients by class; `orgs`: those left ticked on the list that is shown before sending."""

    classes = forms.MultipleChoiceField(label="发给哪些", widget=forms.CheckboxSelectMultiple)
    readers = forms.CharField(
        label="抄送", required=False, widget=long_text(4), help_text="一行一个单位，只看不办，不用签收"
    )
    orgs = forms.MultipleChoiceField(label="名单", required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["classes"].choices = [
            (name.value, f"{CLASSES[name]}（{len(members)}）") for name, members in groups.items()
        ]
        self.fields["orgs"].choices = [(str(one.pk), one.name) for members in groups.values() for one in members]
