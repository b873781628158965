"""A webhook: where another system is told, of which organization, of what."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.webhooks import CHOICES, LONGEST_ADDRESS, TERMS


class HookForm(PlainForm):
    address = forms.CharField(
        label="接收地址", max_length=LONGEST_ADDRESS, help_text="对方系统收消息的网址，以 https:// 开头"
    )
    org = forms.TypedChoiceField(label="哪个组织的事", coerce=int)
    below = forms.BooleanField(label="连同它下面的组织", required=False)
    kinds = forms.MultipleChoiceField(
        label="哪些事要告诉它", choices=[(str(one), TERMS[one]) for one in CHOICES],
        widget=forms.CheckboxSelectMultiple, help_text="只说哪一件、在哪里看，不带正文。都是社会上本来就能看到的",
    )  # fmt: skip

    def __init__(self, *args, homes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["org"].choices = [(one.pk, one.name) for one in homes]
        self.speak()
