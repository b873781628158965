"""Sample data for the gallery of components; everything in it is 演示数据."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from gongkai.interfaces.ui.forms import PlainForm
from gongkai.interfaces.ui.shapes import (
    Check,
    Crumb,
    Heat,
    HeatRow,
    MonthCell,
    NavItem,
    Point,
    RunDay,
    Step,
)

MONTH = {"published": 8, "nil": 1, "exempt": 1, "changed": 1, "overdue": 1}
COUNTY = {"published": 3712, "nil": 431, "exempt": 96, "changed": 40, "overdue": 37}
STRIP = (
    ("10月", 10, 2, 0, 0, 0),
    ("11月", 10, 1, 1, 0, 0),
    ("12月", 11, 0, 1, 0, 0),
    ("1月", 12, 1, 0, 0, 0),
    ("2月", 8, 3, 0, 0, 1),
    ("3月", 10, 1, 1, 0, 0),
    ("4月", 11, 0, 0, 1, 0),
    ("5月", 10, 2, 0, 0, 0),
    ("6月", 10, 1, 0, 0, 0),
    ("7月", 9, 1, 1, 0, 2),
    ("8月", 10, 1, 1, 0, 0),
    ("9月", 8, 1, 1, 1, 1),
)
RATES = (86.2, 88.4, 89.1, 90.7, 84.9, 90.2, 91.8, 92.6, 92.1, 91.3, 93.9, 94.6)
LATE = (212, 171, 160, 128, 243, 139, 110, 98, 104, 121, 61, 37)
TOWNS = (
    ("打通镇", 23, 9, (74, 80, 75, 74, 74, 75, 76, 76, 78, 75, 80.9, 83.1)),
    ("石壕镇", 19, 6, (80, 82, 81, 80, 83, 81, 84, 84, 83, 81, 89.5, 87.5)),
    ("东溪镇", 11, 2, (92, 96, 91, 90, 96, 92, 93, 93, 91, 94, 93.5, 94.5)),
    ("文龙街道", 18, 0, (97, 98, 98, 96, 96, 98, 96, 95, 99, 95, 96.1, 98.4)),
)
CATEGORIES = (
    "决议决定和执行",
    "思想建设",
    "组织建设",
    "领导班子建设",
    "干部选任和管理",
    "联系服务党员群众",
    "党风廉政",
    "其他应当公开的事项",
)
HEAT = (
    ("打通镇", (1, 0, 4, 1, 0, 3, 0, 0)),
    ("石壕镇", (0, 0, 2, 1, 0, 3, 0, 0)),
    ("丁山镇", (0, 0, 1, 0, None, 3, 0, 0)),
    ("古南街道", (0, 0, 0, 0, 0, 0, 0, 0)),
)


@dataclass(frozen=True)
class SampleOffer:
    """An offer as the rooms give it, with the address a door adds."""

    verb: str
    label: str
    allowed: bool
    why_not: str = ""
    url: str = ""


class SampleForm(PlainForm):
    """One field of each kind."""

    result = forms.CharField(
        label="结果",
        help_text="最后怎样：没有结果也要写明原因，比如“待10月8日党员大会通报”",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    title = forms.CharField(label="事项名称", max_length=20, help_text="一句话，不用书名号")
    day = forms.DateField(label="完工日期", help_text="写成 2026-10-08 这样")
    people = forms.IntegerField(label="到会人数", min_value=0)
    kind = forms.ChoiceField(label="公开范围", choices=[("", "请选"), ("party", "党内"), ("public", "社会")])
    ways = forms.MultipleChoiceField(
        label="公开方式",
        choices=[("meeting", "党员大会"), ("board", "公开栏"), ("web", "网站")],
        widget=forms.CheckboxSelectMultiple,
    )
    scope = forms.ChoiceField(
        label="让村里看到您的名字吗",
        choices=[("no", "不让村里看到"), ("yes", "可以看到")],
        widget=forms.RadioSelect,
        required=False,
    )
    agree = forms.BooleanField(label="我核对过了，以我的名义公开")


def context(wrong: bool = False) -> dict[str, Any]:
    """Everything the gallery page shows; `wrong` fills the form with mistakes."""
    if wrong:
        data = {"result": "", "title": "很长" * 15, "day": "后天", "people": "许多人", "kind": "all"}
        form = SampleForm(data)
    else:
        form = SampleForm(initial={"title": "人行便道维修进展", "day": date(2026, 10, 20)})
    keys = list(MONTH)
    run = [RunDay(date(2026, 9, 29), "今天", "now"), RunDay(date(2026, 9, 30), "上班")]
    run += [
        RunDay(date(2026, 10, 1), "国庆", rest=True),
        RunDay(date(2026, 10, 2), "原定", "first", rest=True),
    ]
    run += [RunDay(date(2026, 10, day), "放假", rest=True) for day in range(3, 8)]
    run += [RunDay(date(2026, 10, 8), "公开日", "due")]
    return {
        "nav": [NavItem("首页", "/"), NavItem("按地方", "#place", True), NavItem("意见建议", "#say")],
        "crumbs": [Crumb("首页", "/"), Crumb("东溪镇", "#"), Crumb("柏树湾村党支部")],
        "today": date(2026, 9, 29),
        "due": date(2026, 10, 8),
        "past": date(2026, 9, 4),
        "month": MONTH,
        "county": COUNTY,
        "county_urls": {key: f"?state={key}" for key in COUNTY},
        "strip": [
            MonthCell(name, dict(zip(keys, numbers, strict=True)), "#", name == "9月") for name, *numbers in STRIP
        ],
        "run": run,
        "computed": {
            "steps": [
                {"text": "目录 C15 规定：定期公开，每月一次。"},
                {"text": "公开日是每月第一周的星期五，即10月2日。", "article": "第八条（二）"},
                {"text": "10月2日逢国庆放假，顺延到下一个工作日，即10月8日。"},
            ]
        },
        "steps": [
            Step("建立", "陈素兰", "9月25日", "done"),
            Step("起草", "陈素兰", "应于9月30日", "here"),
            Step("保密审查", "何静", "1个工作日内"),
            Step("分管审核", "李永贵", "1个工作日内"),
            Step("书记签发", "周文举", "10月8日前"),
            Step("党内公开", "党员大会", "10月8日24时前"),
        ],
        "offers": [
            SampleOffer("save", "保存修改稿", True),
            SampleOffer("preview", "预览网页", True, url="#preview"),
            SampleOffer("submit", "送审", False, "检查里还有 2 条必须改。改好后这里会自动放开。"),
        ],
        "checks": [
            Check("warn", "数字对不上", "上月结余加留存减支出，应为412.60。", "第四条（六）"),
            Check(
                "stop",
                "像是个人信息",
                "“身份证后四位0000”不该公开。删去，或只写“1名党员”。",
                "第四条（二）",
                "id_result",
            ),
        ],
        "points": [
            Point(name, rate, "春节当月 84.9%" if name == "2月" else "", str(late))
            for (name, *_), rate, late in zip(STRIP, RATES, LATE, strict=True)
        ],
        "towns": [
            {"name": name, "orgs": orgs, "late": late, "values": values, "weak": values[-1] < 90}
            for name, orgs, late, values in TOWNS
        ],
        "heat": Heat(CATEGORIES, [HeatRow(name, cells, "#") for name, cells in HEAT], "镇街"),
        "form": form,
    }
