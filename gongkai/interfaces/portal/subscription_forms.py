"""What is asked of someone who wants to be told by e-mail."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.categories import CATEGORIES


class SubscribeForm(PlainForm):
    """`inside`: the reader belongs to a Party circle or a unit and may hear of its matters too."""

    address = forms.CharField(
        label="邮箱", max_length=254, help_text="加密保存，只用来发这封信；退订就删掉",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    category = forms.ChoiceField(
        label="哪一类", required=False, choices=[("", "全部"), *((str(one.code), one.name) for one in CATEGORIES)]
    )
    inside = forms.BooleanField(
        label="只向党内、本单位公开的，也告诉我有几件", required=False, help_text="信里只有件数，没有题目；登录后看内容"
    )

    def __init__(self, *args, inside: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not inside:
            del self.fields["inside"]
