"""The forms of catalog makers: versions, entries as texts, gaps, consultation, who follows a catalog."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.interfaces.workbench.office_forms import month_choices
from gongkai.rules.catalog_table import COLUMNS, row_of
from gongkai.rules.categories import CATEGORIES
from gongkai.rules.entries import EntryFacts
from gongkai.rules.methods import METHODS, Audience
from gongkai.rules.methods import TERMS as AUDIENCES
from gongkai.rules.organizations import CATALOG_KINDS, KINDS
from gongkai.rules.periods import Period


class NewCatalogForm(PlainForm):
    maker = forms.ChoiceField(label="由谁制定", help_text="第六条（一）：谁是目录制定机关")
    org_kind = forms.ChoiceField(
        label="给哪一类党组织", choices=[(kind.value, KINDS[kind].name) for kind in CATALOG_KINDS]
    )
    name = forms.CharField(label="目录名称", max_length=120, help_text="比如“东溪镇村党组织公开目录”")
    profile = forms.ChoiceField(label="从哪里起草", widget=forms.RadioSelect)
    from_version_id = forms.ChoiceField(
        label="或者照别的目录起草", required=False, help_text="选了就抄那一份；别的机关锁定的条目不能改、不能删"
    )
    for_org = forms.CharField(
        label="只给一个组织", max_length=30, required=False, help_text="写那个组织的代码；不写就是给这一类所有组织的"
    )

    def __init__(self, *args, makers=(), profiles=None, templates=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["maker"].choices = [(str(org.pk), org.name) for org in makers]
        self.fields["profile"].choices = list((profiles or {}).items())
        self.fields["profile"].initial = "compact"
        self.fields["from_version_id"].choices = [("", "不照别的，用上面选的默认目录")] + [
            (str(one.pk), f"{one.catalog.name} 第{one.number}版（{one.catalog.maker.short_name}）") for one in templates
        ]


class VersionForm(PlainForm):
    """What an act on a version may ask: from which month it counts, and words for the record."""

    marks_optional = False  # whether they are needed depends on the button
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

    marks_optional = False  # each is needed before the catalog is approved, none for saving

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


AUDIENCE_WORDS = [AUDIENCES[one] for one in Audience]
METHOD_WORDS = "、".join(one.name for one in METHODS)
HINTS = {
    "编码": "一两个大写字母和两三位数字，比如 C11；同一条目在各版里编码不变",
    "子项": "第五条的子项编号，用“、”隔开，比如 3h、3i",
    "内容要素": "写清公开到什么程度，用“；”隔开",
    "公开范围": f"按先后用“→”连起来，比如 {AUDIENCES[Audience.PARTY]}→{AUDIENCES[Audience.PUBLIC]}；可写：{'、'.join(AUDIENCE_WORDS)}",
    "公开方式": f"一行写一个范围，比如“{AUDIENCES[Audience.PARTY]}：会议、文件”；可写：{METHOD_WORDS}",
    "公开时限": "一行写一种：长期公开、定期公开、分期公开：方案、结果，或 即时公开：5个工作日内；触发：决定作出",
    "依据": "用“；”隔开，比如 第五条（三）；第八条（二）",
}
CHOICES = {
    "类别": [("", "请选")] + [(f"{one.code} {one.name}", f"{one.code}　{one.name}") for one in CATEGORIES],
    "遮盖个人信息": [("否", "否"), ("是", "是")],
    "按干部任免规定": [("否", "否"), ("是", "是")],
}
LONG = {"内容要素": 4, "公开方式": 4, "公开时限": 3, "说明": 2}
NEEDED = {"编码", "公开事项", "类别", "内容要素", "公开范围", "公开方式", "公开时限", "依据"}
DESK = {"责任人": ("responsible", 60), "保密提示": ("secrecy_note", 200), "保存期限": ("retention", 20)}
LOCK, SEEN = "必列", "seen"
QUIET = ("默认列入", "适用类型", "合并自")  # kept as they are; not asked


class EntryForm(PlainForm):
    """One entry in the same texts as the workbook: one field per column."""

    def __init__(
        self, *args, entry: EntryFacts | None = None, desk: Mapping[str, str] | None = None, locked: bool = True,
        locked_by: str = "", proposed: Mapping[str, str] | None = None, **kwargs,
    ):  # fmt: skip
        kwargs["initial"] = dict(proposed or {})
        if entry is not None:
            kwargs["initial"] = row_of(entry) | dict(desk or {}) | {LOCK: "是" if locked else "否"}
        super().__init__(*args, **kwargs)
        for column in COLUMNS:
            widget = long_text(LONG[column]) if column in LONG else forms.TextInput(attrs={"class": "field"})
            if column in QUIET:
                widget = forms.HiddenInput()
            required = column in NEEDED
            if column in CHOICES:
                widget = forms.Select(attrs={"class": "field"}, choices=CHOICES[column])
            self.fields[column] = forms.CharField(
                label=column, required=required, max_length=2000, help_text=HINTS.get(column, ""), widget=widget,
                error_messages={"required": f"“{column}”还没有{'选' if column in CHOICES else '写'}。"},
            )  # fmt: skip
        for column, (_, longest) in DESK.items():
            self.fields[column] = forms.CharField(
                label=column, required=False, max_length=longest, widget=forms.TextInput(attrs={"class": "field"}),
                error_messages={"max_length": f"“{column}”最多{longest}字。"},
            )  # fmt: skip
        self.fields[LOCK] = forms.ChoiceField(
            label=LOCK, required=False, choices=(("是", "是，照这份目录起草的目录不能改它、不能删它"), ("否", "否，下级可以改、可以建议删去")),
            help_text=f"{locked_by}锁定的条目，这里不能解锁" if locked_by else "",
        )  # fmt: skip
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput, initial=self.digest())
        if entry is not None:
            self.fields["编码"].widget.attrs["readonly"] = True
            self.fields["编码"].help_text = "编码不改：同一条目在各版里用同一个编码"

    def digest(self) -> str:
        """What the entry holds now, short: a form sent from before somebody else's change carries another one."""
        return sha256(repr(sorted(self.initial.items())).encode()).hexdigest()[:16]

    def overtaken(self) -> list[str]:
        """The columns in which the entry is another now than what this form says, when it was changed meanwhile."""
        if self.data.get(SEEN, "") in ("", self.digest()):
            return []
        said = {column: str(self.data.get(column, "")).replace("\r\n", "\n").strip() for column in self.initial}
        return [column for column, text in self.initial.items() if said[column] != str(text).strip()]

    def desk(self) -> dict:
        """What the desk keeps beside the law's columns, and whether the entry is mandatory below."""
        kept = {name: self.cleaned_data[column] for column, (name, _) in DESK.items()}
        return kept | {"locked": {"是": True, "否": False}.get(self.cleaned_data[LOCK])}


class BindForm(PlainForm):
    orgs = forms.MultipleChoiceField(label="哪些组织用这份目录", widget=forms.CheckboxSelectMultiple)
    period_from = forms.ChoiceField(label="从哪个月起")

    def __init__(self, *args, orgs=(), today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["orgs"].choices = [(str(org.pk), org.name) for org in orgs]
        self.fields["period_from"].choices = month_choices(today)
        self.fields["period_from"].initial = str(Period.of(today).next())
