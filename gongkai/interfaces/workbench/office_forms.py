"""The forms of superiors and the county office; what they demand is said by the rooms."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.organizations import KINDS, OrgKind
from gongkai.rules.periods import Period
from gongkai.rules.permissions import Role
from gongkai.rules.terms import ROLES

AHEAD = 12
NOBODY = ""


def month_choices(today: date, count: int = AHEAD) -> list[tuple[str, str]]:
    """This month and those after it."""
    here = Period.of(today)
    return [(str(here.plus(step)), here.plus(step).label) for step in range(count + 1)]


class AsOfForm(PlainForm):
    as_of = DayField(label="看哪一天", required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        if not self.is_bound:
            self.initial["as_of"] = today

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and day > self.today:
            raise ValidationError("这一天还没有到，请选今天或以前的一天。")
        return day


class UrgeForm(PlainForm):
    org_id = forms.IntegerField(widget=forms.HiddenInput)
    period = forms.CharField(max_length=7, widget=forms.HiddenInput)
    code = forms.CharField(max_length=20, widget=forms.HiddenInput)
    trigger_id = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label="催办的话", max_length=300, widget=long_text(2))


class UrgeAllForm(PlainForm):
    org_id = forms.IntegerField(widget=forms.HiddenInput)
    period = forms.CharField(max_length=7, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="催办的话", max_length=300, widget=long_text(2), initial="有事项到期还没有公开。请尽快补上，或写明原因。"
    )


class UploadForm(PlainForm):
    file = forms.FileField(label="文件", help_text="xlsx 或 csv。先检查，再由您决定用不用")


# ───────── organizations and people


class ImportForm(UploadForm):
    kind = forms.ChoiceField(
        label="装入什么", widget=forms.RadioSelect, choices=(("organizations", "组织"), ("members", "党员名册"))
    )
    org = forms.CharField(label="装到哪个组织下面", max_length=30, help_text="写代码；组织表一般写县委的代码")

    field_order = ["kind", "org", "file"]


class RegisterForm(PlainForm):
    superior = forms.CharField(label="上级党组织的代码", max_length=30, help_text="在列表里能查到")
    kind = forms.ChoiceField(
        label="类型", choices=[(k.value, rule.name) for k, rule in KINDS.items() if k is not OrgKind.COUNTY_COMMITTEE]
    )
    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=40, required=False, help_text="比如“上书村”；不写就用全称")
    code = forms.CharField(label="代码", max_length=30, help_text="以后不改，会出现在网址里，比如 Z01-C01")
    established_on = DayField(label="成立日期", required=False)
    directly_under_county = forms.BooleanField(label="县委直接所属", required=False)
    posted_agency = forms.BooleanField(label="市级部门派驻机构", required=False)
    phone = forms.CharField(label="电话", max_length=40, required=False)


class DescribeForm(PlainForm):
    phone = forms.CharField(label="电话", max_length=40, required=False)
    phone_hours = forms.CharField(label="什么时候有人接", max_length=60, required=False)
    address = forms.CharField(label="地址", max_length=120, required=False)


class RenameForm(PlainForm):
    name = forms.CharField(label="新的全称", max_length=100)
    short_name = forms.CharField(label="新的简称", max_length=40, required=False)
    from_date = DayField(label="从哪一天起")
    basis = forms.CharField(label="依据", max_length=200, help_text="批复的名称和文号")


class MoveForm(PlainForm):
    superior = forms.CharField(label="新的上级党组织的代码", max_length=30)
    from_date = DayField(label="从哪一天起")
    basis = forms.CharField(label="依据", max_length=200, help_text="批复的名称和文号")


class MergeForm(PlainForm):
    successor = forms.CharField(label="并入的党组织的代码", max_length=30)
    on = DayField(label="从哪一天起")
    basis = forms.CharField(label="依据", max_length=200, help_text="批复的名称和文号")


class AbolishForm(PlainForm):
    on = DayField(label="从哪一天起")
    basis = forms.CharField(label="依据", max_length=200, help_text="批复的名称和文号")


class MakerForm(PlainForm):
    maker = forms.CharField(
        label="直接指定的组织代码", max_length=30, required=False, help_text="不写就按第六条（一）的规则定"
    )
    basis = forms.CharField(label="直接指定的依据", max_length=200, required=False)


DUTIES = (
    ("head", "主要负责人"), ("deputy", "分管负责人"), ("secrecy", "保密审查员"), ("clerk", "经办人"),
    ("keeper", "意见收集专人"), ("other", "其他"),
)  # fmt: skip


class PersonForm(PlainForm):
    """Who is meant: an account already known here, or a new one by user name."""

    user = forms.ChoiceField(label="谁", required=False)
    username = forms.CharField(
        label="或写用户名",
        max_length=60,
        required=False,
        help_text="上面没有的人，写他账号的用户名。没有账号的，请系统管理员先开",
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(NOBODY, "请选")] + [(str(p.pk), f"{p.name}（{p.username}）") for p in people]

    def clean(self):
        data = super().clean()
        if not data.get("user") and not data.get("username"):
            self.add_error("user", "请选一个人，或者写用户名。")
        return data


class AppointForm(PersonForm):
    duty = forms.ChoiceField(label="职责", choices=DUTIES)
    title = forms.CharField(label="职务名称", max_length=60, required=False, help_text="比如“党支部书记”")
    phone = forms.CharField(label="电话", max_length=40, required=False)
    from_date = DayField(label="从哪一天起")
    acting = forms.BooleanField(label="代理", required=False, help_text="代理不结束原来的任职")
    to_date = DayField(label="代理到哪一天", required=False)
    basis = forms.CharField(label="依据", max_length=200, required=False)

    field_order = [
        "duty",
        "title",
        "user",
        "username",
        "phone",
        "from_date",
        "acting",
        "to_date",
        "basis",
    ]


class GrantForm(PersonForm):
    role = forms.ChoiceField(label="角色", choices=[(role.value, ROLES[role]) for role in Role])
    subtree = forms.BooleanField(label="连同下级组织", required=False)
    from_date = DayField(label="从哪一天起")
    to_date = DayField(label="到哪一天", required=False)
    basis = forms.CharField(label="依据", max_length=200, required=False)

    field_order = ["role", "user", "username", "subtree", "from_date", "to_date", "basis"]


class EndForm(PlainForm):
    row_id = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label="从哪一天起不再")


class UnitCodeForm(PlainForm):
    valid_until = DayField(label="有效到哪一天", help_text="过了这一天，这个码就不能用来加入了")


# ───────── the calendar


class FixDayForm(PlainForm):
    period = forms.ChoiceField(label="哪个月")
    due_on = DayField(label="公开日定在")
    notice = forms.CharField(label="通知", max_length=200, help_text="通知的名称和文号，会写进每个日子的说明里")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = month_choices(today)


class OverrideForm(PlainForm):
    day = DayField(label="哪一天")
    is_workday = forms.ChoiceField(
        label="上班还是放假", choices=(("yes", "上班"), ("no", "放假")), widget=forms.RadioSelect
    )
    reason = forms.CharField(label="县里规定的依据", max_length=200)


WORKS = "上班"


class YearForm(PlainForm):
    year = forms.IntegerField(label="哪一年", min_value=2011, max_value=2100)
    basis = forms.CharField(label="依据", max_length=200, help_text="放假通知的名称和文号")
    table = forms.CharField(
        label="放假和调休", widget=long_text(12),
        help_text="一行一天。放假写“2027-01-01 元旦”，调休上班写“2027-01-31 上班”",
    )  # fmt: skip

    def clean_table(self):
        """Days off with their holiday, and make-up days; every line that cannot be read is named."""
        off, work, wrong = {}, [], []
        for number, line in enumerate(self.cleaned_data["table"].splitlines(), 1):
            if not line.strip():
                continue
            day_text, _, word = line.strip().replace("　", " ").partition(" ")
            try:
                day = date.fromisoformat(day_text).isoformat()
            except ValueError:
                wrong.append(f"第{number}行“{line.strip()[:30]}”的日期读不懂，请写成“2027-01-01 元旦”。")
                continue
            if not word.strip():
                wrong.append(f"第{number}行只有日期，请在后面写节日名称或“上班”。")
            elif day in off or day in work:
                wrong.append(f"第{number}行的{day}前面已经写过，请只留一行。")
            elif word.strip() == WORKS:
                work.append(day)
            else:
                off[day] = word.strip()
        if wrong:
            raise ValidationError(wrong)
        return off, work
