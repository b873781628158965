"""Forms that speak plainly: Chinese error texts, visible optional marks, aria attributes."""

from html import unescape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

EMPTY_VERBS = {
    forms.ChoiceField: "选",
    forms.ModelChoiceField: "选",
    forms.BooleanField: "勾选",
    forms.FileField: "选文件",
}
TEXTS = {
    "invalid_choice": "“{label}”里没有这一项，请重新选。",
    "invalid_list": "“{label}”没有读懂，请重新选。",
    "invalid_pk_value": "“{label}”里没有这一项，请重新选。",
    "max_length": "“{label}”最多 %(limit_value)d 字，现在 %(show_value)d 字。",
    "min_length": "“{label}”至少 %(limit_value)d 字，现在 %(show_value)d 字。",
    "max_value": "“{label}”最大是 %(limit_value)s。",
    "min_value": "“{label}”最小是 %(limit_value)s。",
    "max_digits": "“{label}”的数字太长，最多 %(max)s 位。",
    "max_decimal_places": "“{label}”的小数最多 %(max)s 位。",
    "missing": "“{label}”还没有选文件。",
    "invalid_image": "这不是能打开的图片，请换一张。",
    "null_characters_not_allowed": "“{label}”里有不能保存的字符，请删去后再试。",
}
INVALID = (
    (forms.DateTimeField, "“{label}”要写成日期和时间，比如 2026-10-08 09:00。"),
    (forms.DateField, "“{label}”要写成日期，比如 2026-10-08。"),
    (forms.TimeField, "“{label}”要写成时间，比如 09:00。"),
    (forms.EmailField, "“{label}”要写成邮箱地址，比如 name@example.org。"),
    (forms.URLField, "“{label}”要写成网址，以 https:// 开头。"),
    (forms.FileField, "“{label}”没有收到文件，请重新选。"),
    (forms.IntegerField, "“{label}”要写成数字。"),
)
WITHOUT_BOX = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput)


def not_empty(file: Any) -> None:
    """A file without content is refused by its name, which Django's own message leaves out."""
    if not file.size:
        raise ValidationError(f"“{file.name}”是空的，里面什么也没有。请换一个文件。", code="empty_file")


def empty_text(field: forms.Field, label: str) -> str:
    """Say what is missing: “结果”还没有写。"""
    verb = next((verb for kind, verb in EMPTY_VERBS.items() if isinstance(field, kind)), "写")
    return f"“{label}”还没有{verb}。"


def stock_texts(field: forms.Field) -> dict[str, Any]:
    """The texts Django would have used, so that a form's own wording is never overwritten."""
    texts: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        texts |= getattr(kind, "default_error_messages", {})
    return texts


def speak_plainly(field: forms.Field, label: str) -> None:
    """Put the plain texts into a field, leaving alone what its author wrote."""
    stock = stock_texts(field)
    wanted = {"required": empty_text(field, label)}
    wanted |= {code: text.replace("{label}", label.replace("%", "%%")) for code, text in TEXTS.items()}
    for kind, text in INVALID:
        if isinstance(field, kind):
            wanted["invalid"] = text.replace("{label}", label)
            break
    for code, text in wanted.items():
        if code not in field.error_messages or field.error_messages[code] == stock.get(code):
            field.error_messages[code] = text


class PlainForm(forms.Form):
    """Base of every form: errors say what and how, fields keep what was typed.

    The browser's own bubbles are switched off (`use_required_attribute`), because they cannot
    be worded, read again or tied to the list of errors; the server says it instead.
    """

    use_required_attribute = False
    required_css_class = ""
    error_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.speak()

    def speak(self) -> None:
        """Give every field its plain texts; a form that adds fields of its own asks for it again."""
        for name, field in self.fields.items():
            label = str(field.label or name)
            field.label = label
            speak_plainly(field, label)
            widget = field.widget
            if isinstance(field, forms.FileField) and not_empty not in field.validators:
                field.allow_empty_file = True
                field.validators.append(not_empty)
            if isinstance(widget, forms.DateInput) and widget.input_type == "text":
                widget.input_type, widget.format = "date", "%Y-%m-%d"
                field.input_formats = [*field.input_formats, "%Y年%m月%d日"]
            if isinstance(widget, forms.NumberInput) and widget.input_type == "number":
                widget.input_type = "text"  # a number box silently drops what it cannot read
                whole = not isinstance(field, (forms.FloatField, forms.DecimalField))
                widget.attrs["inputmode"] = "numeric" if whole else "decimal"
            if not isinstance(widget, WITHOUT_BOX):
                classes = str(widget.attrs.get("class", "")).split()
                widget.attrs["class"] = " ".join(dict.fromkeys([*classes, "field"]))
                if field.required:
                    widget.attrs["aria-required"] = "true"

    def call(self, name: str, label: str, hint: str | None = None) -> None:
        """Give a field another label, in what is said about it too."""
        field = self.fields[name]
        field.label, field.error_messages = label, stock_texts(field)
        if hint is not None:
            field.help_text = hint
        speak_plainly(field, label)


def seen_length(rich: str) -> int:
    """How many characters of rich text a reader sees, without markup and blanks."""
    return len("".join(unescape(strip_tags(rich)).split()))
