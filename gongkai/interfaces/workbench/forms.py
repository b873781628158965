"""The forms of daily work; what they demand is said by the rooms, what they ask is said here."""

from collections.abc import Sequence

from django import forms
from django_prose_editor.widgets import ProseEditorWidget

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.rules.meetings import Meeting
from gongkai.rules.methods import METHODS, REACHING, Audience, MethodUse, written
from gongkai.rules.planned_ways import automatic_ways, in_words, same_way
from gongkai.rules.procedures.change import KINDS as CHANGES
from gongkai.rules.procedures.exemption import KINDS as EXEMPTIONS
from gongkai.rules.procedures.off_catalog import NEEDED
from gongkai.rules.secrecy import SecrecyTick
from gongkai.rules.terms import label as term
from gongkai.rules.visibility import AUTOMATIC

DAY = {"type": "date", "class": "field"}
OF_SITE = frozenset(AUTOMATIC.values())


class DayField(forms.DateField):
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")


def long_text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "field"})


# Bold, lists, tables, undo: what a notice needs. What is saved is cleaned again by the room.
EDITOR = {
    "extensions": {
        "Bold": True, "Italic": True, "BulletList": True, "OrderedList": {"enableListAttributes": False}, "ListItem": True, "Table": True,
        "TableRow": True, "TableHeader": True, "TableCell": True, "History": True,
    }
}  # fmt: skip


def rich_text(rows: int) -> ProseEditorWidget:
    """A rich text field; without script it is a plain text box that takes paragraphs."""
    return ProseEditorWidget(config=EDITOR, preset="configurable", attrs={"rows": rows, "class": "field"})


class LoginForm(PlainForm):
    username = forms.CharField(
        label="用户名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(PlainForm):
    """The code of now; who has lost the phone writes a recovery code into the same place."""

    code = forms.CharField(
        label="动态码", max_length=40, help_text="手机上现在显示的六位数。手机不在身边，就输入一个备用码",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "class": "field"}),
    )  # fmt: skip


def late_reason(allowed: str) -> forms.CharField:
    """Why it is late, asked for only while it is; `allowed`: what may be done without an answer."""
    return forms.CharField(
        label="为什么迟了", max_length=200, required=False,
        help_text=f"比如“9月30日才开会通过”。会和公开件一起让人看到；规定没有要求写，{allowed}",
    )  # fmt: skip


class DraftForm(PlainForm):
    """The three parts of 第二条 with a title and one plain sentence. Empty parts are the checks' business."""

    marks_optional = False

    based_on = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="标题", max_length=160, required=False)
    plain = forms.CharField(
        label="一句话", max_length=120, required=False, help_text="60字以内，写给不看正文的人：是什么、多少、找谁"
    )
    content = forms.CharField(label="内容", required=False, widget=rich_text(8), help_text="公开什么，写清数字、日期")
    procedure = forms.CharField(
        label="程序", required=False, widget=rich_text(5), help_text="怎么定的：谁拟、谁核、什么会、到会多少人"
    )
    result = forms.CharField(
        label="结果", required=False, widget=rich_text(4), help_text="最后怎样。还没有结果的，写明等什么、什么时候有"
    )
    why_content = forms.CharField(label="为什么没有“内容”", max_length=200, required=False)
    why_procedure = forms.CharField(label="为什么没有“程序”", max_length=200, required=False)
    why_result = forms.CharField(
        label="为什么没有“结果”", max_length=200, required=False, help_text="比如“待10月8日党员大会通报”"
    )

    late_reason = late_reason("不写也能送审")

    def texts(self) -> dict:
        """The texts as `save_revision` takes them."""
        data = self.cleaned_data
        reasons = {part: data[f"why_{part}"] for part in ("content", "procedure", "result") if data[f"why_{part}"]}
        return {name: data[name] for name in ("title", "plain", "content", "procedure", "result")} | {
            "empty_reasons": reasons
        }


class ScopeForm(PlainForm):
    is_major = forms.BooleanField(
        label="重大或较复杂的事项", required=False, help_text="公开后先收意见，再决定要不要再次公开（第八条（四））"
    )
    notice_days = forms.IntegerField(label="公示几个工作日", min_value=1, max_value=60, required=False)
    scope_reason = forms.CharField(label="为什么不向全体党员公开", max_length=200, required=False)

    def __init__(self, *args, by_rule: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if by_rule:
            self.fields["audiences"] = forms.MultipleChoiceField(
                label="公开范围", choices=[(str(one), term(one)) for one in Audience],
                widget=forms.CheckboxSelectMultiple, help_text="干部任免按专门规定，可以和目录不同；不同的要写理由",
            )  # fmt: skip
            self.fields["methods"] = forms.MultipleChoiceField(
                label="公开方式", choices=[(one.code, one.name) for one in METHODS], widget=forms.CheckboxSelectMultiple
            )
            self.fields["scope_reason"].label = "范围和目录不同的理由"


class ReviewForm(PlainForm):
    marks_optional = False  # whether words are needed depends on the button

    remark = forms.CharField(
        label="意见",
        required=False,
        widget=long_text(3),
        help_text="同意的可以不写；退回、不同意的一定要写，对方会看到",
    )


class SecrecyForm(ReviewForm):
    """Four ticks, each decided by hand (F29)."""

    marks_optional = False  # passing asks for all four, returning only for the remark

    basis = forms.CharField(label="依据", max_length=200, required=False, help_text="有不能公开的内容时，写依据哪一条")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for tick in SecrecyTick:
            self.fields[tick.value] = forms.ChoiceField(
                label=f"有没有{term(tick)}",
                required=False,
                choices=(("no", "没有"), ("yes", "有")),
                widget=forms.RadioSelect,
            )
        self.order_fields([*(tick.value for tick in SecrecyTick), "basis", "remark"])

    def ticks(self) -> dict[str, bool]:
        """Only what was decided."""
        return {t.value: self.cleaned_data[t.value] == "yes" for t in SecrecyTick if self.cleaned_data.get(t.value)}


class NilForm(PlainForm):
    statement = forms.CharField(
        label="说明", max_length=200, help_text="一句话，比如“9月没有发展党员。”会以您的名义公开"
    )


class ExemptionForm(PlainForm):
    kind = forms.ChoiceField(label="哪一种", choices=list(EXEMPTIONS.items()), widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", widget=long_text(3), help_text="只写理由，不写不能公开的内容本身")
    basis = forms.CharField(label="依据", max_length=200)
    decided_by = forms.CharField(label="由谁决定", max_length=100, help_text="比如“10月8日支部委员会”")
    until = DayField(label="暂不公开到哪一天", required=False, help_text="暂时不宜公开的一定要写，到期自动恢复为应公开")


class EventForm(PlainForm):
    code = forms.ChoiceField(label="目录条目")
    title = forms.CharField(label="事项", max_length=120, help_text="比如“接收预备党员：1人”")
    event_on = DayField(label="哪一天发生的")

    def __init__(self, *args, entries=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(entry.code, f"{entry.code}　{entry.name}") for entry in entries]


class MatterForm(EventForm):
    expected_end = DayField(label="预计结束", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event_on"].label = "哪一天开始"
        self.fields["title"].help_text = "比如“三组人行便道维修”"


class StageForm(PlainForm):
    stage = forms.CharField(
        label="这一期叫什么", max_length=40, required=False, help_text="比如“进展”“验收”；总结可不填"
    )
    event_on = DayField(label="哪一天到这一期")
    progress = forms.IntegerField(label="进度（百分之几）", min_value=0, max_value=100, required=False)
    is_summary = forms.BooleanField(label="这是结束时的总结", required=False)


class ReleaseForm(PlainForm):
    """How a circle was served. The ways are those that suit the circle (第七条); `carriers`: where they are registered."""

    marks_optional = False

    place = forms.CharField(
        label="地点",
        max_length=120,
        required=False,
        help_text="开会的地点，或者没有登记的公开栏在哪里，比如“党员活动室”",
    )
    started = forms.DateTimeField(
        label="什么时候", required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "field"}),
        help_text="开会通报的必填，写哪天开的会；别的方式不填就是现在",
    )  # fmt: skip
    note = forms.CharField(label="补充", max_length=200, required=False, help_text="简报第几期、文件文号等")
    meeting = forms.ChoiceField(
        label="会议类型",
        required=False,
        choices=[("", "没有开会"), *((one.value, term(one)) for one in Meeting)],
        help_text="开会通报的必填",
    )
    chair = forms.CharField(label="主持人", max_length=60, required=False)
    recorder = forms.CharField(label="记录人", max_length=60, required=False)
    due = forms.IntegerField(
        label="应到人数", required=False, min_value=0, help_text="开会通报的必填；先按党员名册填好，可以改"
    )
    attended = forms.IntegerField(label="实到人数", required=False, min_value=0, help_text="开会通报的必填")
    absent = forms.CharField(
        label="缺席的人", max_length=200, required=False, help_text="写姓名，用“、”隔开；以后在公开件页面登记补告知"
    )
    questions = forms.CharField(
        label="会上问了什么、怎么答的", required=False, widget=long_text(3), help_text="没有人问就不写"
    )
    MEETING = ("meeting", "chair", "recorder", "due", "attended", "absent", "questions")

    def __init__(self, *args, audience: str, planned=(), carriers=(), prefilled=None, ask_why=False, **kwargs):
        self.prefilled = prefilled or {}  # of the meeting: not written by the person, so no record by itself
        super().__init__(*args, initial=self.prefilled, **kwargs)
        circle = Audience(audience)
        by_itself = {way.code for way in automatic_ways(circle, planned)}
        named = [way for way in planned if way.code not in by_itself]
        reaching = [MethodUse(m.code) for m in METHODS if m.code in REACHING[circle] and m.code not in OF_SITE]
        suits = [*named, *(way for way in reaching if not any(same_way(way, one) for one in named))]
        self.fields["methods"] = forms.MultipleChoiceField(
            label="用了哪些方式", choices=[(written(way), in_words(way)) for way in suits], required=False,
            initial=[written(way) for way in named], widget=forms.CheckboxSelectMultiple,
            help_text=self._promise(named),
        )  # fmt: skip
        if carriers:
            self.fields["carriers"] = forms.TypedMultipleChoiceField(
                label="在哪几处登记的载体上", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(one.key, one.words) for one in carriers],
                initial=[one.key for one in carriers if one.usual and any(same_way(one.way, way) for way in named)],
                help_text="勾了这里，上面对应的方式不用再勾。只有一处的不勾也会记在那一处",
            )  # fmt: skip
        self.meetings = {written(way) for way in suits if way.code == "hy"}
        if not self.meetings:
            for name in self.MEETING:
                del self.fields[name]
        if ask_why:
            self.fields["late_reason"] = late_reason("不写也能公开")
        self.order_fields(["late_reason", "methods", "carriers", "place", "started", "note", *self.MEETING])
        self.planned_meeting = any(way.code == "hy" for way in named)

    @staticmethod
    def _promise(named: Sequence[MethodUse]) -> str:
        if not named:
            return "网站由系统自动公开，不用勾"
        words = "、".join(in_words(way) for way in named)
        return f"目录定的是{words}，已经勾好，做了才能公开；还用了别的，再勾上。网站由系统自动公开，不用勾"

    def clean(self):
        data = super().clean()
        if self._written() and not self.meetings & set(data.get("methods", ())):
            self.add_error("methods", "写了会议记录，请勾上“会议”；没有开会，请把会议记录删去。")
        return data

    def first_fields(self) -> list:
        """The fields that every way asks for."""
        return [self[name] for name in self.fields if name not in self.MEETING]

    def meeting_fields(self) -> list:
        """The record of the meeting by which the party was told (F5)."""
        return [self[name] for name in self.fields if name in self.MEETING]

    def meeting_open(self) -> bool:
        """Is the record unfolded: a meeting was planned, or something of it has been written?"""
        return self.planned_meeting or any(
            bound.errors or bound.value() not in (None, "", self.prefilled.get(bound.name))
            for bound in self.meeting_fields()
        )

    def _written(self) -> bool:
        """Was anything of a meeting written beyond what stood there already?"""
        return any(value != self.prefilled.get(name) for name, value in self.record().items())

    def record(self) -> dict:
        """What was written of the meeting, as it is kept with the way."""
        return {name: self.cleaned_data[name] for name in self.MEETING if self.cleaned_data.get(name) not in (None, "")}


class RemarkForm(PlainForm):
    remark = forms.CharField(label="原因", widget=long_text(3))


class ChangeForm(PlainForm):
    kind = forms.ChoiceField(label="要做什么", choices=list(CHANGES.items()), widget=forms.RadioSelect)
    after = forms.CharField(label="改成什么样", required=False, widget=long_text(3), help_text="变更才填")
    reason = forms.CharField(label="为什么", widget=long_text(3))
    basis = forms.CharField(label="依据", max_length=200, required=False)
    impact = forms.CharField(label="对党员、群众有什么影响", required=False, widget=long_text(2))


class NextEditionForm(PlainForm):
    kind = forms.ChoiceField(
        label="哪一种", widget=forms.RadioSelect,
        choices=(("correction", "更正：笔误，意思不变"), ("republication", "再次公开：按意见完善")),
    )  # fmt: skip
    change_note = forms.CharField(
        label="改了什么、为什么", widget=long_text(2), help_text="会公开在新版上，旧版原样保留"
    )


class ExplanationForm(PlainForm):
    text = forms.CharField(label="说明", widget=long_text(4), help_text="公布在原来的地址上，看过原件的人都能看到")


class PlanForm(PlainForm):
    title = forms.CharField(label=NEEDED["title"], max_length=120)
    category = forms.ChoiceField(label=NEEDED["category"])
    why_outside = forms.CharField(label=NEEDED["why_outside"], widget=long_text(3))
    content = forms.CharField(label=NEEDED["content"], widget=long_text(4))
    procedure = forms.CharField(label="程序", required=False, widget=long_text(2))
    expected_result = forms.CharField(label="预期结果", required=False, widget=long_text(2))
    audiences = forms.MultipleChoiceField(label=NEEDED["audiences"], widget=forms.CheckboxSelectMultiple)
    methods = forms.MultipleChoiceField(
        label=NEEDED["methods"], choices=[(m.code, m.name) for m in METHODS], widget=forms.CheckboxSelectMultiple
    )
    urgent = forms.BooleanField(
        label="即时事项", required=False, help_text="目录制定机关一个工作日内答复，一般事项五个工作日"
    )
    wanted_on = DayField(label=NEEDED["wanted_on"])
    owner_name = forms.CharField(label=NEEDED["owner_name"], max_length=60)
    risk = forms.CharField(
        label=NEEDED["risk"], widget=long_text(2), help_text="没有就写“不涉密，不含个人信息，没有风险”"
    )
    feedback_plan = forms.CharField(label="怎样收意见", required=False, widget=long_text(2))

    def __init__(self, *args, categories=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(str(one.code), one.name) for one in categories]
        self.fields["audiences"].choices = [(one.value, term(one)) for one in Audience]


class FileForm(PlainForm):
    file = forms.FileField(label="附件", help_text="pdf、docx、xlsx、txt、csv、jpg、png；照片最多10 MB，其他最多20 MB")
    caption = forms.CharField(label="附件说明", max_length=120, required=False)
