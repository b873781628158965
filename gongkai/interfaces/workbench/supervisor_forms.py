"""The forms about supervisors; what they demand is said by the rules."""

from decimal import Decimal

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.supervisors import OF_ITEMS, SupportKind
from gongkai.rules.terms import label as term


class AppointSupervisorForm(PlainForm):
    name = forms.CharField(label="姓名", max_length=60, help_text="照党员名册上的写")
    roll_number = forms.CharField(label="名册号", max_length=30, required=False, help_text="有同名的才写")
    post = forms.CharField(label="身份", max_length=100, required=False, help_text="比如“县党代表”“退休教师”，会公布")
    phone = forms.CharField(label="联系电话", max_length=40, required=False, help_text="只有管理监督员的人看得到")
    basis = forms.CharField(label="由哪次会议定的", max_length=200, help_text="比如“10月8日支部委员会”")
    from_date = DayField(label="哪天起聘")


class SupportForm(PlainForm):
    kind = forms.ChoiceField(
        label="哪一种", choices=[(one.value, term(one)) for one in SupportKind], widget=forms.RadioSelect
    )
    day = DayField(label="哪天")
    what = forms.CharField(label="做了什么", max_length=200, help_text="比如“送阅三季度公开资料一套”")
    people = forms.IntegerField(label="几位监督员参加", required=False, min_value=0, max_value=9999)
    yuan = forms.DecimalField(
        label="用了多少钱（元）",
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text="没有用钱就不写",
    )

    def given(self) -> dict:
        """What was written, money in hundredths."""
        data = dict(self.cleaned_data)
        money: Decimal | None = data.pop("yuan")
        return data | {"people": data["people"] or 0, "cents": int((money or 0) * 100)}


class CallForm(PlainForm):
    meets_on = DayField(label="哪天开会")
    place = forms.CharField(label="地点", max_length=120)
    topic = forms.CharField(label="议题", max_length=200, help_text="比如“听取半年公开情况，收集意见”")


class MinutesForm(PlainForm):
    came = forms.TypedMultipleChoiceField(
        label="到会的监督员", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.CharField(
        label="会议记录", required=False, widget=long_text(6), help_text="谁主持、说了什么、定了什么"
    )
    remark = forms.CharField(label="取消的原因", required=False, widget=long_text(2), help_text="只在取消时写")

    def __init__(self, *args, invited=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(pk, name) for pk, name in invited]


class WordsForm(PlainForm):
    text = forms.CharField(label="监督员的意见", required=False, widget=long_text(2), help_text="一条一条记，便于答复")


class AnswerForm(PlainForm):
    text = forms.CharField(label="答复", required=False, widget=long_text(2))


def _photo() -> forms.FileField:
    return forms.FileField(
        label="照片", required=False, help_text="可以不传。手机上可以现场拍，jpg、png，最多10 MB",
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip


class MarkForm(PlainForm):
    kind = forms.ChoiceField(
        label="哪里不对", choices=[(one.value, term(one)) for one in OF_ITEMS], widget=forms.RadioSelect
    )
    text = forms.CharField(label="说明", widget=long_text(4), help_text="哪一处、实际是怎样、您怎么知道的")
    photo = _photo()


class GapMarkForm(PlainForm):
    text = forms.CharField(label="说明", widget=long_text(4), help_text="您怎么知道应当公开、到哪里看过、群众怎么说")
    photo = _photo()


RULING = "查实：查了确有其事，以后可以作责任追究的根据。处理并了结：不下这个结论，只说怎么办。都要写明查了什么"


class MarkMoveForm(PlainForm):
    marks_optional = False  # whether a word is needed depends on the button

    reply = forms.CharField(label="答复", required=False, widget=long_text(4), help_text="核实的情况，怎么办，几时办好")
    remark = forms.CharField(
        label="说明", required=False, widget=long_text(3), help_text="满意的不用写；不满意的写明为什么"
    )


class DischargeForm(PlainForm):
    remark = forms.CharField(
        label="原因", required=False, widget=long_text(2), help_text="解聘或者辞任都要写，存在登记表里"
    )
