"""The columns of an import: their Chinese headers, how a cell is read, and what the sheet explains (R175)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.rules.makers import TERMS as MAKER_NAMES
from gongkai.rules.makers import Maker
from gongkai.rules.organizations import KINDS, OrgKind

ORGANIZATIONS, MEMBERS = "organizations", "members"
YES = {"是", "1", "true", "TRUE", "y", "Y"}
NO = {"", "否", "0", "false", "FALSE", "n", "N"}
KIND_NAMES = {rule.name: kind for kind, rule in KINDS.items()} | {
    "村": OrgKind.VILLAGE, "社区": OrgKind.COMMUNITY, "机关": OrgKind.ORGAN, "学校": OrgKind.SCHOOL,
    "医院": OrgKind.HOSPITAL, "国有企业": OrgKind.SOE, "两新组织": OrgKind.NEW_ORG, "镇街": OrgKind.TOWN,
    "工委": OrgKind.WORK_COMMITTEE, "部门": OrgKind.BUREAU, "事业单位": OrgKind.INSTITUTION,
}  # fmt: skip
SHORT_KINDS = ("村", "社区", "机关", "学校", "医院", "国有企业", "两新组织", "镇街", "工委", "部门", "事业单位")
COMMITTEES = {
    MAKER_NAMES[maker]: str(maker)
    for maker in (Maker.ORGANS_COMMITTEE, Maker.EDUCATION_COMMITTEE, Maker.TWO_NEW_COMMITTEE)
}
STATUSES = {"": "full", "正式": "full", "正式党员": "full", "预备": "probationary", "预备党员": "probationary"}
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
EXCEL_DAYS = date(1899, 12, 30).toordinal()


class Unreadable(ValueError):
    """A cell that cannot be read; the text is the sentence for whoever fills in the sheet."""


@dataclass(frozen=True)
class Column:
    """One column: header, the field it fills, how it is read, and what the instruction sheet says."""

    header: str
    field: str
    read: Callable[[str], object]
    needed: bool
    example: str
    hint: str


def _text(limit: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > limit:
            raise Unreadable(f"有 {len(text)} 个字，最多 {limit} 个。请写短一些。")
        return text

    return read


def _yes(text: str) -> bool:
    if text in YES:
        return True
    if text in NO:
        return False
    raise Unreadable(f"“{text}”认不出来。请写“是”或者“否”。")


def _day(text: str) -> date | None:
    if not text:
        return None
    if match := DAY.fullmatch(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError as wrong:
            raise Unreadable(f"没有“{text}”这一天。请核对日期。") from wrong
    if text.isdecimal() and 10000 < int(text) < 80000:
        return date.fromordinal(EXCEL_DAYS + int(text))
    raise Unreadable(f"“{text}”不像日期。请写成 2012-07-01 这样。")


def _choice(table: dict[str, object], words: tuple[str, ...]) -> Callable[[str], object]:
    def read(text: str) -> object:
        if text not in table:
            raise Unreadable(f"“{text}”认不出来。请写：{'、'.join(words)}。")
        return table[text]

    return read


ORGANIZATION_COLUMNS = (
    Column("代码", "code", _text(30), True, "Z01-C01", "每个党组织一个，不重复，以后不改。已有这个代码的，改它的联系方式。"),
    Column("名称", "name", _text(100), True, "上书村党支部", "党组织全称。要改已有党组织的名称，请用“更名”，不在这里改。"),
    Column("简称", "short_name", _text(40), False, "上书村", "列表和图里用的短名。空着就用全称的前 40 个字。"),
    Column("类型", "kind", _choice(KIND_NAMES, SHORT_KINDS), True, "村", f"写其中一种：{'、'.join(SHORT_KINDS)}。"),
    Column("上级代码", "superior_code", _text(30), True, "Z01", "上一级党组织的代码。上级可以在同一个文件里，先后不限。"),
    Column("专门工委", "committee", _choice({"": "", **COMMITTEES}, tuple(COMMITTEES)), False, "", f"只有{'、'.join(COMMITTEES)}这三个工委自己填，别的空着。可以不要这一列。"),
    Column("直属县委", "directly_under_county", _yes, False, "否", "写“是”或者“否”，空着是“否”。"),
    Column("派驻机构", "posted_agency", _yes, False, "否", "市级部门派驻我县的直属行政机构写“是”。（第六条（一））"),
    Column("上级行政主管部门", "upper_department", _text(100), False, "", "派驻机构要写，别的空着。"),
    Column("成立日期", "established_on", _day, False, "2005-07-01", "写成 2012-07-01 这样。"),
    Column("电话", "phone", _text(40), False, "000-0000101", "党员群众能打通的办公电话，不写私人号码。"),
    Column("接听时间", "phone_hours", _text(60), False, "工作日 9:00–17:00", "什么时候有人接。"),
    Column("地址", "address", _text(120), False, "村委会二楼", "办公地点。"),
)  # fmt: skip

MEMBER_COLUMNS = (
    Column("组织代码", "org_code", _text(30), True, "Z01-C01", "党员所在党组织的代码，要先登记好。"),
    Column("名册号", "roll_number", _text(30), True, "001", "在这个党组织里不重复。不要写身份证号码。"),
    Column("姓名", "name", _text(60), True, "张三", "已有这个名册号的，改姓名、状态、党小组和入党日期。"),
    Column("状态", "status", _choice(STATUSES, ("正式", "预备")), False, "正式", "写“正式”或者“预备”，空着是“正式”。"),
    Column("党小组", "group", _text(40), False, "第一党小组", "没有就空着。"),
    Column("入党日期", "joined_on", _day, False, "2008-06-20", "写成 2012-07-01 这样。"),
)

SHAPES = {ORGANIZATIONS: ORGANIZATION_COLUMNS, MEMBERS: MEMBER_COLUMNS}
TITLES = {ORGANIZATIONS: "党组织", MEMBERS: "党员名册"}
