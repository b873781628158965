"""The forms of asking, hearing, briefing and reporting; what they demand is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.ui.replies import ReplyForm
from gongkai.interfaces.workbench.forms import DayField, long_text
from gongkai.rules.consultations import Adoption, ReplyWay
from gongkai.rules.methods import Audience
from gongkai.rules.terms import label as term

ASKED = [(one.value, term(one)) for one in (Audience.PARTY, Audience.UNIT, Audience.PUBLIC)]


class ConsultationForm(PlainForm):
    title = forms.CharField(label="征求意见的事", max_length=120, help_text="比如“三组便道硬化实施方案”")
    text = forms.CharField(
        label="要决定的事", widget=long_text(8), help_text="写清方案：做什么、花多少、谁来做、有哪几种办法"
    )
    questions = forms.CharField(
        label="问题", widget=long_text(4),
        help_text="一行一个问题。让人选的，在问题后面用“|”隔开选项，比如：同意硬化三组便道吗？|同意|不同意|说不清",
    )  # fmt: skip
    audience = forms.ChoiceField(label="问谁", choices=ASKED, widget=forms.RadioSelect)
    closes_on = DayField(label="截止到哪一天")

    def __init__(self, *args, least: dict[str, int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "closes_on"
        ].help_text = f"这一天24时截止。党内至少{least['party']}天，问到党外的至少{least['society']}天，当天不算"


class TypedForm(ReplyForm):
    """A reply from a meeting or on paper, for so many people."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = {
            "way": forms.ChoiceField(
                label="从哪里来", choices=[(one.value, term(one)) for one in (ReplyWay.MEETING, ReplyWay.PAPER)],
                widget=forms.RadioSelect,
            ),
            "source": forms.CharField(label="哪次会、哪只意见箱", max_length=120, help_text="比如“10月8日党员大会”"),
            "people": forms.IntegerField(label="代表几个人", initial=1, help_text="会上举手的，一种意见录一次，写人数"),
        }  # fmt: skip
        self.fields |= own
        self.order_fields([*own])
        self.speak()


class SortForm(PlainForm):
    """Words ticked, and the opinion they go under."""

    point_id = forms.ChoiceField(label="归到哪一条", required=False)
    opinion = forms.CharField(
        label="新的一条怎么写",
        max_length=300,
        required=False,
        help_text="用概括的话，不写姓名。选了上面已有的一条，就不用写",
    )

    def __init__(self, *args, words=(), points=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"] = forms.MultipleChoiceField(
            label="还没有归类的意见", choices=[(str(one.pk), one.text) for one in words],
            widget=forms.CheckboxSelectMultiple, help_text="意思一样的一起勾",
        )  # fmt: skip
        self.fields["point_id"].choices = [("", "新列一条"), *((str(one.pk), one.opinion) for one in points)]
        self.order_fields(["words", "point_id", "opinion"])
        self.speak()


class PointForm(PlainForm):
    opinion = forms.CharField(label="意见", max_length=300)
    verdict = forms.ChoiceField(
        label="采纳吗", choices=[(one.value, term(one)) for one in Adoption], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="理由", widget=long_text(2), help_text="采纳的写写进了哪里，没有采纳的写为什么")


class ResultForm(PlainForm):
    text = forms.CharField(label="结果", widget=long_text(4), help_text="最后怎么定、下一步做什么")


class HearingForm(PlainForm):
    title = forms.CharField(label="听证的事", max_length=120)
    matter = forms.CharField(label="听什么", widget=long_text(6), help_text="有哪几种办法，各有什么好处和难处")
    audience = forms.ChoiceField(label="请谁", choices=ASKED, widget=forms.RadioSelect)
    place = forms.CharField(label="地点", max_length=120)
    held_at = forms.DateTimeField(
        label="什么时候开会",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "field"}, format="%Y-%m-%dT%H:%M"),
    )
    signup_until = DayField(label="报名到哪一天", help_text="这一天24时截止，要早于开会的日子")
    seats = forms.IntegerField(label="名额", help_text="报名多于名额的，按下面的种子抽签")
    seed = forms.CharField(
        label="抽签的种子",
        max_length=120,
        help_text="随便一句话，和公告一起公布，以后不能改。比如“2026年秋天听证，风调雨顺”",
    )


class HearingTextForm(PlainForm):
    text = forms.CharField(label="写在这里", widget=long_text(8))


class BriefingForm(PlainForm):
    topic = forms.CharField(label="议题", max_length=120)
    scope = forms.CharField(label="通报范围", max_length=60, initial="全体党员")
    speaker = forms.CharField(label="谁通报的", max_length=60)
    held_on = DayField(label="哪一天")
    place = forms.CharField(label="地点", max_length=120)
    content = forms.CharField(label="通报了什么", widget=long_text(6))
    due = forms.IntegerField(label="应到人数")
    attended = forms.IntegerField(label="实到人数")
    opinions = forms.CharField(
        label="党员提出的意见",
        required=False,
        widget=long_text(3),
        help_text="一行一条，用概括的话，不写姓名。没有就不填",
    )


class MakeUpForm(PlainForm):
    people = forms.IntegerField(label="已经补通报几个人", help_text="写总数")
    how = forms.CharField(label="怎样补的", max_length=200, help_text="比如“10月10日上门”")


class UpwardForm(PlainForm):
    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(label="情况", max_length=3000, widget=long_text(8))


class RouteForm(PlainForm):
    remark = forms.CharField(
        label="答复、转办说明", required=False, widget=long_text(4), help_text="答复会回到反映人那里；转办写明为什么"
    )
    to_id = forms.ChoiceField(label="转给谁", required=False, help_text="只有转办才选")

    def __init__(self, *args, targets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_id"].choices = [("", "不转办"), *((str(org.pk), org.short_name) for org in targets)]


class MessageForm(UpwardForm):
    to_ids = forms.MultipleChoiceField(label="发给谁", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, targets=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "内容"
        self.fields["to_ids"].choices = [(str(org.pk), org.short_name) for org in targets]
        self.order_fields(["to_ids", "title", "text"])
        self.speak()


class SignForm(PlainForm):
    answer = forms.CharField(label="回一句话", required=False, widget=long_text(2))


class SpokespersonForm(PlainForm):
    org = forms.ChoiceField(label="哪个组织")
    name = forms.CharField(label="姓名", max_length=60)
    title = forms.CharField(label="职务", max_length=60)
    phone = forms.CharField(label="联系电话", max_length=40, required=False, help_text="会公布，写办公电话")
    from_date = DayField(label="任期从哪一天起")
    to_date = DayField(label="到哪一天止", required=False)

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["org"].choices = [(str(org.pk), org.short_name) for org in places]


class SpokenForm(PlainForm):
    spokesperson = forms.ChoiceField(label="以谁的名义")
    is_question = forms.BooleanField(label="这是提问和答复", required=False)
    title = forms.CharField(label="题目，或问的问题", max_length=200)
    text = forms.CharField(label="内容，或答复", widget=long_text(6))
    spoken_on = DayField(label="哪一天")

    def __init__(self, *args, speakers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["spokesperson"].choices = [(str(one.pk), f"{one.name}　{one.org.short_name}") for one in speakers]


class TermForm(PlainForm):
    to_date = DayField(label="任期到哪一天止")
