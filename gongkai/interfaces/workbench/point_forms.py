"""The forms of contact and demonstration points; what they demand is said by the rules."""

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.workbench.forms import DayField, FileForm, long_text
from gongkai.rules.points import ASKED, MOST, TERMS, Criterion, Guidance, PointKind, WorkKind


def _choices(kinds) -> list[tuple[str, str]]:
    return [(one.value, TERMS[one]) for one in kinds]


class BatchForm(PlainForm):
    kind = forms.ChoiceField(label="哪一种", choices=_choices(PointKind), widget=forms.RadioSelect)
    title = forms.CharField(label="名称", max_length=120, help_text="比如“第一批县级联系点”")
    starts_on = DayField(label="哪天开始")
    ends_on = DayField(label="到哪天为止", help_text="到期前要清理：继续的进下一批，不继续的办退出")
    city = forms.BooleanField(
        label="这是市级的点，县里只登记名单、联络和任务", required=False, help_text="市里定，县里协助"
    )

    def __init__(self, *args, at_county: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not at_county:
            del self.fields["city"]


class NominationForm(PlainForm):
    """F18: reason, what the point will do, liaison, and each criterion with points and evidence; whole when it is signed."""

    marks_optional = False

    batch = forms.ChoiceField(label="申报哪一批")
    reason = forms.CharField(label="为什么推荐", widget=long_text(3))
    duties = forms.CharField(label="准备研究、探索什么", widget=long_text(3), help_text="写两三件，以后照它交成果")
    liaison = forms.CharField(label="联络人", max_length=60)
    liaison_phone = forms.CharField(
        label="联络电话", max_length=40, required=False, help_text="可不填；只给上级看，不公开"
    )

    def __init__(self, *args, batches=(), marks=(), **kwargs):
        super().__init__(*args, **kwargs)
        if batches:
            self.fields["batch"].choices = [(one.number, f"{one.keeper.short_name}　{one.title}") for one in batches]
        else:
            del self.fields["batch"]
        found = {mark.criterion: mark for mark in marks}
        for one in Criterion:
            mark = found.get(one)
            self.fields[f"{one}_evidence"] = forms.CharField(
                label=f"{TERMS[one]}：依据", required=False, widget=long_text(2), help_text=ASKED[one],
                initial=mark.evidence if mark else "",
            )  # fmt: skip
            self.fields[f"{one}_score"] = forms.IntegerField(
                label=f"{TERMS[one]}：自评几分", required=False, help_text=f"0到{MOST}分",
                initial=mark.score if mark else None,
            )  # fmt: skip
        self.speak()

    def given(self) -> dict:
        """What was written, as `nominate` and `write_nomination` take it."""
        data = self.cleaned_data
        words = {name: data[name] for name in ("reason", "duties", "liaison", "liaison_phone")}
        return words | {"marks": {str(one): (data[f"{one}_score"], data[f"{one}_evidence"]) for one in Criterion}}


class MarksForm(PlainForm):
    """The office's own points for each criterion; what is not judged yet may stay empty."""

    marks_optional = False

    def __init__(self, *args, marks=(), **kwargs):
        super().__init__(*args, **kwargs)
        for mark in marks:
            self.fields[mark.criterion] = forms.IntegerField(
                label=f"{TERMS[mark.criterion]}：核定几分", required=False, initial=mark.checked,
                help_text=f"自评{mark.score}分" if mark.score is not None else f"0到{MOST}分",
            )  # fmt: skip
        self.speak()

    def given(self) -> dict:
        """Criterion → points."""
        return {"checked": dict(self.cleaned_data)}


class WorkFileForm(FileForm):
    public = forms.BooleanField(
        label="经验采用以后对外公开",
        required=False,
        help_text="不勾的只有交的组织和建点机关能看；有个人信息、内部材料的不要勾",
    )


class ActivityForm(PlainForm):
    kind = forms.ChoiceField(label="什么活动", choices=_choices(Guidance), widget=forms.RadioSelect)
    day = DayField(label="哪一天")
    title = forms.CharField(label="主题", max_length=120, help_text="简报写第几期")
    people = forms.IntegerField(label="多少人参加", help_text="简报写发到多少人")
    who = forms.CharField(label="哪些人", max_length=200, required=False, help_text="比如“5个点的书记和经办人”")
    output = forms.CharField(label="产生了什么", widget=long_text(3), help_text="交流了什么做法，定了什么事")


class ProlongForm(PlainForm):
    until = DayField(label="延长到哪一天")
    reason = forms.CharField(
        label="为什么延长", max_length=200, help_text="比如“研究的题目还没有做完，领导小组会议定的”"
    )


class TaskForm(PlainForm):
    title = forms.CharField(label="请这个点研究什么", max_length=200)
    due_on = DayField(label="哪天前完成")


class TaskDoneForm(PlainForm):
    text = forms.CharField(label="怎么完成的", widget=long_text(2))


class WorkForm(PlainForm):
    kind = forms.ChoiceField(label="哪一种", choices=_choices(WorkKind), widget=forms.RadioSelect)
    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(label="正文", widget=long_text(8), help_text="经验文章采用后会公开，不写个人号码")


class ShowForm(PlainForm):
    item = forms.CharField(label="公开件的索引号", max_length=60, help_text="照公开页上写，要是向社会公开的")
