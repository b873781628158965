"""The form of a leading group's composition (F16): the group, its office, and one row for each seat."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField
from gongkai.rules.leading_groups import HeldPost, OfficeSeat, Seat, SeatRole
from gongkai.rules.terms import label as term

MORE, MOST = 3, 60  # empty rows offered, rows read


class GroupForm(PlainForm):
    name = forms.CharField(label="领导小组名称", max_length=100)
    document = forms.CharField(label="成立或调整的文件", max_length=100, required=False, help_text="名称和文号")
    formed_on = DayField(label="从哪一天起")
    office_name = forms.CharField(label="办公室名称", max_length=100)
    office_in = forms.ChoiceField(
        label="办公室设在哪里", choices=[(one.value, term(one)) for one in OfficeSeat], widget=forms.RadioSelect
    )
    phone = forms.CharField(label="办公室电话", max_length=40, required=False)


class SeatForm(PlainForm):
    """One row. Without 席位 and 姓名 it is not there; without 姓名 alone it is vacant."""

    marks_optional = False

    role = forms.ChoiceField(
        label="席位", required=False, choices=[("", "不用这一行"), *((one.value, term(one)) for one in SeatRole)]
    )
    post = forms.ChoiceField(
        label="凭什么职务", required=False, choices=[(one.value, term(one)) for one in HeldPost], initial=HeldPost.OTHER
    )
    name = forms.CharField(label="姓名", max_length=60, required=False)
    title = forms.CharField(label="单位和职务全称", max_length=100, required=False)
    phone = forms.CharField(label="电话", max_length=40, required=False)
    duty = forms.CharField(label="职责分工", max_length=200, required=False)

    def clean(self):
        data = super().clean()
        if data.get("name") and not data.get("role"):
            self.add_error("role", f"“{data['name']}”还没有选席位。请选席位，或者把姓名删去。")
        return data

    def seat(self) -> Seat | None:
        """The row as a seat; None when it is not used."""
        data = self.cleaned_data
        if not data.get("role"):
            return None
        post = HeldPost(data["post"] or HeldPost.OTHER)
        return Seat(SeatRole(data["role"]), post, *(data[name] for name in ("name", "title", "phone", "duty")))


def seat_forms(data, seats) -> list[SeatForm]:
    """A form for each seat and some empty ones; with `data` as many as were sent."""
    if data is not None:
        sent = data.get("rows", "")
        count = min(int(sent), MOST) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
        return [SeatForm(data, prefix=f"s{number}") for number in range(count)]
    rows = [{name: getattr(seat, name) for name in SeatForm.base_fields} for seat in seats]
    return [SeatForm(prefix=f"s{number}", initial=row) for number, row in enumerate([*rows, *[{}] * MORE][:MOST])]
