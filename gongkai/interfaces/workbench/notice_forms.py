"""How a person wants to be told."""

from django import forms

from gongkai.interfaces.ui.dates import WEEKDAYS
from gongkai.interfaces.ui.forms import PlainForm

DAYS = [(str(place), f"星期{name}") for place, name in enumerate(WEEKDAYS, 1)]
WISHES = (("yes", "写了邮箱就收"), ("no", "不收邮件，只在网站上看"))


class NoticesForm(PlainForm):
    address = forms.EmailField(
        label="邮箱", max_length=254, required=False, help_text="只用来发每天早上的通知，别人看不到"
    )
    mail = forms.ChoiceField(label="收不收邮件", choices=WISHES, widget=forms.RadioSelect)
    weekdays = forms.MultipleChoiceField(
        label="在哪几天收", choices=DAYS, widget=forms.CheckboxSelectMultiple, required=False,
        help_text="休息日不发；只有前一天刚逾期的，休息日也告诉您",
    )  # fmt: skip
