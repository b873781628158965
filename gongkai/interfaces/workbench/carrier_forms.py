"""Forms about carriers, about telling one person, and about those absent from a meeting."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.carriers import TERMS as WORDS
from gongkai.rules.carriers import CarrierKind, Condition
from gongkai.rules.methods import METHODS, REACHING, Audience

MOMENT = {"type": "datetime-local", "class": "field"}


class MomentField(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")


class CarrierForm(PlainForm):
    kind = forms.ChoiceField(
        label="哪一种", choices=[(k.value, WORDS[k]) for k in CarrierKind], widget=forms.RadioSelect
    )
    place = forms.CharField(
        label="位置", max_length=120, help_text="比如“村委会大门左侧”；公开电话写号码，网站栏目写网址"
    )
    name = forms.CharField(
        label="名称", max_length=60, required=False, help_text="有几处同样的才要起名，比如“二组公开栏”；不写就用位置"
    )
    position = forms.CharField(
        label="怎么找到", max_length=120, required=False, help_text="写给外村人看，比如“正街桥头往里30米”"
    )
    keeper = forms.CharField(label="保管人", max_length=60, help_text="谁负责张贴、更换，姓名会公开")
    keeper_phone = forms.CharField(
        label="保管人电话", max_length=40, required=False, help_text="只有本组织和上级看得到"
    )
    from_date = DayField(label="从哪天起用")


class KeeperForm(PlainForm):
    keeper = forms.CharField(label="新的保管人", max_length=60)
    keeper_phone = forms.CharField(label="电话", max_length=40, required=False, help_text="只有本组织和上级看得到")
    from_date = DayField(label="从哪天起")


class CheckForm(PlainForm):
    """巡检 (F31)."""

    day = DayField(label="哪天去看的")
    by_name = forms.CharField(label="巡检人", max_length=60)
    month_hangs = forms.ChoiceField(
        label="这个月该公开的内容在不在上面", choices=(("yes", "在"), ("no", "不在")), widget=forms.RadioSelect
    )
    condition = forms.ChoiceField(
        label="完好吗", choices=[(c.value, WORDS[c]) for c in Condition], widget=forms.RadioSelect
    )
    wrong = forms.CharField(label="哪里不好", max_length=200, required=False, help_text="比如“玻璃裂了一块”“灯不亮”")
    photo = forms.FileField(
        label="照片", required=False, help_text="jpg 或 png，最多10 MB。每处每月一张就够；用过的照片不能再用"
    )


class EndForm(PlainForm):
    on = DayField(label="从哪天起停用")
    reason = forms.CharField(label="为什么停用", max_length=200, help_text="比如“办公楼搬迁，拆除”")


class FindForm(PlainForm):
    """Which carriers below are listed."""

    marks_optional = False

    light = forms.ChoiceField(
        label="情况",
        required=False,
        choices=(("", "要去看的"), ("stale", "只看久未更新的"), ("due", "只看刚过公开日的"), ("all", "全部")),
    )
    kind = forms.ChoiceField(
        label="哪一种", required=False, choices=[("", "全部"), *((k.value, WORDS[k]) for k in CarrierKind)]
    )


class TellForm(PlainForm):
    """个人告知 (F4)."""

    marks_optional = False

    member = forms.ChoiceField(label="告知谁", required=False)
    person = forms.CharField(
        label="名册上没有的，写姓名",
        max_length=60,
        required=False,
        help_text="名册上有账号的人，登录后在“告知我的”里能看到",
    )
    method = forms.ChoiceField(
        label="用什么方式", widget=forms.RadioSelect,
        choices=[(m.code, m.name) for m in METHODS if m.code in REACHING[Audience.INDIVIDUAL]],
    )  # fmt: skip
    told_at = MomentField(label="什么时候")
    place = forms.CharField(
        label="在哪里", max_length=120, required=False, help_text="比如“村委会办公室”；书信、邮件可不填"
    )
    informer = forms.CharField(label="告知人", max_length=60)
    answer = forms.CharField(label="本人意见", required=False, widget=long_text(3), help_text="照本人的话写")
    signed = forms.BooleanField(label="本人已在告知单上签字", required=False)

    def __init__(self, *args, members=(), **kwargs):
        super().__init__(*args, **kwargs)
        listed = [(str(one.pk), f"{one.name}（{one.roll_number}）") for one in members]
        self.fields["member"].choices = [("", "从名册上选"), *listed]

    def clean(self):
        data = super().clean()
        if bool(data.get("member")) == bool((data.get("person") or "").strip()) and "member" not in self.errors:
            self.add_error("member", "告知谁：从名册上选一个人，或者写上姓名，只要一处。")
        return data


class MakeUpForm(PlainForm):
    """补告知 (R57)."""

    count = forms.IntegerField(label="补告知了几人", min_value=1)
    names = forms.CharField(label="是谁", max_length=200, help_text="写姓名，用“、”隔开；只有本组织看得到")
    method = forms.ChoiceField(label="用什么方式", widget=forms.RadioSelect)
    told_at = MomentField(label="什么时候")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        inside = REACHING[Audience.INDIVIDUAL] | REACHING[Audience.PARTY] - {"jy"}
        self.fields["method"].choices = [(m.code, m.name) for m in METHODS if m.code in inside]
