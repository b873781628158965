"""The forms of superiors, catalog makers and the county office; what they demand is said by the rooms."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.catalog_table import COLUMNS, row_of
from gongkai.rules.entries import EntryFacts
from gongkai.rules.organizations import CATALOG_KINDS, KINDS, OrgKind
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


# ───────── catalogs


class NewCatalogForm(PlainForm):
    maker = forms.ChoiceField(label="由谁制定", help_text="第六条（一）：谁是目录制定机关")
    org_kind = forms.ChoiceField(
        label="给哪一类党组织", choices=[(kind.value, KINDS[kind].name) for kind in CATALOG_KINDS]
    )
    name = forms.CharField(label="目录名称", max_length=120, help_text="比如“东溪镇村党组织公开目录”")
    profile = forms.ChoiceField(label="从哪里起草", widget=forms.RadioSelect)
    for_org = forms.CharField(
        label="只给一个组织", max_length=30, required=False, help_text="写那个组织的代码；不写就是给这一类所有组织的"
    )

    def __init__(self, *args, makers=(), profiles=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["maker"].choices = [(str(org.pk), org.name) for org in makers]
        self.fields["profile"].choices = list((profiles or {}).items())
        self.fields["profile"].initial = "compact"


class VersionForm(PlainForm):
    """What an act on a version may ask: from which month it counts, and words for the record."""

    period_from = forms.ChoiceField(label="生效月份", required=False, help_text="从这个月起按这一版列出应公开事项")
    remark = forms.CharField(label="说明", required=False, widget=long_text(2))

    def __init__(self, *args, today: date, approving: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period_from"].choices = month_choices(today)
        self.fields["period_from"].initial = str(Period.of(today).next())
        if not approving:
            del self.fields["period_from"]


class GapsForm(PlainForm):
    """One line per sub-item of 第五条 that no entry covers: why it does not apply here (R32)."""

    def __init__(self, *args, gaps=(), reasons=None, names=None, **kwargs):
        super().__init__(*args, **kwargs)
        given = reasons or {}
        for code, name in [*((item.code, item.name) for item in gaps), *((c, (names or {}).get(c, c)) for c in given)]:
            self.fields[code] = forms.CharField(
                label=f"{code}　{name}", required=False, max_length=200, initial=given.get(code, ""),
                widget=forms.TextInput(attrs={"class": "field"}),
            )  # fmt: skip
            self.fields[code].error_messages["max_length"] = f"“{name}”的理由最多200字。"

    def changed(self) -> dict[str, str]:
        """Sub-items whose reason is other than before."""
        data = self.cleaned_data
        return {code: data[code] for code in self.fields if data[code] != (self.fields[code].initial or "")}


class ConsultationForm(PlainForm):
    party = forms.CharField(label="征求了谁的意见", max_length=100, help_text="比如市级主管部门、本组织党员代表")
    letter_number = forms.CharField(label="函号", max_length=60, required=False)
    held_on = DayField(label="哪一天")
    opinion = forms.CharField(label="对方的意见", widget=long_text(3))
    result = forms.CharField(label="怎样采纳的", widget=long_text(2))


HINTS = {
    "编码": "一两个大写字母和两三位数字，比如 C11；同一条目在各版里编码不变",
    "子项": "第五条的子项编号，用“、”隔开，比如 3h、3i",
    "内容要素": "写清公开到什么程度，用“；”隔开",
    "公开范围": "按先后写，比如 全体党员→社会；可写：特定个人、全体党员、本单位群众、社会",
    "公开方式": "一行写一个范围，比如“全体党员：党员大会、党内情况通报”",
    "公开时限": "一行写一种：长期公开、定期公开、分期公开：方案、结果，或 即时公开：5个工作日内；触发：决定作出",
    "遮盖个人信息": "是 或 否",
    "按干部任免规定": "是 或 否",
    "依据": "用“；”隔开，比如 第五条（三）；第八条（二）",
}
LONG = {"内容要素": 4, "公开方式": 4, "公开时限": 3, "说明": 2}
NEEDED = {"编码", "公开事项", "类别", "内容要素", "公开范围", "公开方式", "公开时限", "依据"}
DESK = {"责任人": ("responsible", 60), "保密提示": ("secrecy_note", 200), "保存期限": ("retention", 20)}
QUIET = ("默认列入", "适用类型", "合并自")  # kept as they are; not asked


class EntryForm(PlainForm):
    """One entry in the same texts as the workbook: one field per column."""

    def __init__(self, *args, entry: EntryFacts | None = None, desk: Mapping[str, str] | None = None, **kwargs):
        if entry is not None:
            kwargs.setdefault("initial", row_of(entry) | dict(desk or {}))
        super().__init__(*args, **kwargs)
        for column in COLUMNS:
            widget = long_text(LONG[column]) if column in LONG else forms.TextInput(attrs={"class": "field"})
            if column in QUIET:
                widget = forms.HiddenInput()
            required = column in NEEDED
            self.fields[column] = forms.CharField(
                label=column, required=required, max_length=2000, help_text=HINTS.get(column, ""), widget=widget,
                error_messages={"required": f"“{column}”还没有写。"},
            )  # fmt: skip
        for column, (_, longest) in DESK.items():
            self.fields[column] = forms.CharField(
                label=column, required=False, max_length=longest, widget=forms.TextInput(attrs={"class": "field"}),
                error_messages={"max_length": f"“{column}”最多{longest}字。"},
            )  # fmt: skip
        if entry is not None:
            self.fields["编码"].widget.attrs["readonly"] = True
            self.fields["编码"].help_text = "编码不改：同一条目在各版里用同一个编码"

    def desk(self) -> dict[str, str]:
        """What the desk keeps beside the law's columns."""
        return {name: self.cleaned_data[column] for column, (name, _) in DESK.items()}


class BindForm(PlainForm):
    orgs = forms.MultipleChoiceField(label="哪些组织用这份目录", widget=forms.CheckboxSelectMultiple)
    period_from = forms.ChoiceField(label="从哪个月起")

    def __init__(self, *args, orgs=(), today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["orgs"].choices = [(str(org.pk), org.name) for org in orgs]
        self.fields["period_from"].choices = month_choices(today)
        self.fields["period_from"].initial = str(Period.of(today).next())


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
    board_places = forms.CharField(label="公开栏在哪里", required=False, widget=long_text(2))


class DescribeForm(PlainForm):
    phone = forms.CharField(label="电话", max_length=40, required=False)
    phone_hours = forms.CharField(label="什么时候有人接", max_length=60, required=False)
    address = forms.CharField(label="地址", max_length=120, required=False)
    board_places = forms.CharField(label="公开栏在哪里", required=False, widget=long_text(2))


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


class GroupForm(PlainForm):
    name = forms.CharField(label="领导小组名称", max_length=100)
    office_name = forms.CharField(label="办公室名称", max_length=100)
    phone = forms.CharField(label="电话", max_length=40, required=False)
    document = forms.CharField(label="成立文件", max_length=100, required=False)
    formed_on = DayField(label="成立日期")


DUTIES = (
    ("head", "主要负责人"), ("deputy", "分管负责人"), ("secrecy", "保密审查员"), ("clerk", "经办人"),
    ("keeper", "意见收集专人"), ("other", "其他"),
)  # fmt: skip


class PersonForm(PlainForm):
    """Who is meant: an account already known here, or a new one by user name."""

    user = forms.ChoiceField(label="谁", required=False)
    username = forms.CharField(label="或新开账号：用户名", max_length=60, required=False)
    person_name = forms.CharField(label="新账号的姓名", max_length=60, required=False)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(NOBODY, "请选")] + [(str(p.pk), f"{p.name}（{p.username}）") for p in people]

    def clean(self):
        data = super().clean()
        if not data.get("user") and not (data.get("username") and data.get("person_name")):
            self.add_error("user", "请选一个人，或写新账号的用户名和姓名。")
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
        "person_name",
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

    field_order = ["role", "user", "username", "person_name", "subtree", "from_date", "to_date", "basis"]


class PasswordForm(PlainForm):
    user_id = forms.ChoiceField(label="谁的密码")
    password = forms.CharField(
        label="新密码", max_length=200, strip=False, help_text="至少10个字，不要用姓名和生日",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = [(str(p.pk), f"{p.name}（{p.username}）") for p in people]


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
