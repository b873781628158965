"""The forms F1–F31 filled from records (R174): each from the queries of its room, which say who may read it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.interfaces.ui.filled import filings, items, oversight, registers, voices
from gongkai.rules.actor import Actor
from gongkai.rules.documents.forms import Filling


@dataclass(frozen=True)
class Source:
    """Where a form's facts come from: `fill` with the record's key; `room` keeps the records, `where` says how to get there.

    Keys are numbers of the table where `numeric`, else the numbers that people read.
    """

    fill: Callable[[Actor, str, date], Filling]
    room: str
    where: str
    numeric: bool = False


SOURCES = {
    "F1": Source(items.approval, "workbench:editions", "公开件 → 一件", numeric=True),
    "F2": Source(registers.register, "", "公开页 → 登记簿"),
    "F4": Source(items.notice, "workbench:editions", "公开件 → 告知个人 → 个人告知单", numeric=True),
    "F6": Source(voices.application, "workbench:applications", "依申请公开 → 一件申请"),
    "F8": Source(voices.refusal, "workbench:applications", "依申请公开 → 一件申请"),
    "F9": Source(filings.plan, "workbench:filings", "备案和申请 → 目录外公开工作方案", numeric=True),
    "F10": Source(filings.exemption, "workbench:filings", "备案和申请 → 暂不公开备案", numeric=True),
    "F11": Source(filings.change, "workbench:filings", "备案和申请 → 变更、撤销、终止", numeric=True),
    "F12": Source(voices.opinion, "workbench:opinions", "意见 → 一条意见", numeric=True),
    "F13": Source(items.again, "workbench:editions", "公开件 → 第2版以后的一件", numeric=True),
    "F14": Source(registers.catalog, "workbench:catalogs", "目录 → 一版目录", numeric=True),
    "F15": Source(oversight.plan, "workbench:campaigns", "实施方案 → 一份备案"),
    "F16": Source(registers.group, "workbench:groups", "领导小组 → 一个组织", numeric=True),
    "F18": Source(oversight.point, "workbench:points", "联系点 → 一个点"),
    "F19": Source(oversight.inspection, "workbench:inspections", "监督检查 → 一次检查"),
    "F20": Source(oversight.rectification, "workbench:inspections", "监督检查 → 限期整改"),
    "F21": Source(oversight.case, "workbench:accountability", "责任追究 → 一个案件"),
    "F22": Source(registers.appraisal, "workbench:appraisals", "民主评议 → 一次评议", numeric=True),
    "F23": Source(oversight.year, "workbench:assessment", "年度考评 → 一个组织"),
    "F24": Source(registers.funds, "workbench:funds", "工作经费 → 一年"),
    "F25": Source(registers.box, "workbench:archive", "归档 → 档案盒", numeric=True),
    "F26": Source(voices.publicity, "workbench:activities", "宣传和公开日 → 一次宣传教育"),
    "F27": Source(voices.consultation, "workbench:consulting", "征求意见和听证 → 一次征求意见"),
    "F29": Source(items.secrecy, "workbench:editions", "公开件 → 一件", numeric=True),
    "F30": Source(voices.disclosure_day, "workbench:activities", "宣传和公开日 → 一次公开日活动"),
    "F31": Source(oversight.carrier, "workbench:carriers", "公开载体 → 一个载体", numeric=True),
}  # fmt: skip
