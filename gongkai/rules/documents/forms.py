"""The forms F1–F31 as tables: which fields each has, in the order of the paper (第三条至第十一条, R173, R174).

A blank form is for people who fill it in by hand. What the system keeps of a form is said where the form is listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.rules.documents.description import BLANK, Block, Cell, Document, Page, Table, Text, width

HEAD = ("编号", "组织", "日期")
SIGN = "\n\n签字：　　　　　　　　年　　月　　日"
ROWS = 6  # rows of a list at least
NARROWEST, WIDEST = 3.0, 16.0  # characters to a column of a filled list
LYING = 8  # columns of a list for which the sheet is laid on its side


@dataclass(frozen=True)
class Form:
    """A form: `short` fields stand two in a row, `long` ones have room, `opinions` are signed, `grid` is a list below."""

    code: str
    name: str
    short: tuple[str, ...] = ()
    long: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.short, *self.long, *self.opinions, *self.grid)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _form(code: str, name: str, short: str = "", long: str = "", opinions: str = "", grid: str = "") -> Form:
    return Form(code, name, _words(short), _words(long), _words(opinions), _words(grid))


FORMS = (
    _form("F1", "党务公开审批表", "事项名称 目录编码 类别 公开范围 公开方式 公开类型 应公开日期 公示期 联系人 联系电话",
          "内容摘要 程序 结果 个人信息审查 依据的决定或会议", "保密审查意见 经办人意见 分管领导意见 主要负责人意见 上级意见（目录要求时）"),
    _form("F2", "党务公开登记簿", grid="登记号 公开日期 事项 目录编码 范围 方式和地点 应公开日期 迟延天数 版次 签发人 备注"),
    _form("F3", "张贴单", "标题 时期 公示期 联系电话 张贴地点 张贴人 张贴日期 撤下日期", "内容 程序 结果"),
    _form("F4", "个人告知单", "被告知人 事项 告知方式 告知地点 告知人 告知时间", "告知内容 本人意见", "本人签收"),
    _form("F5", "会议公开记录", "会议类型 时间 地点 主持人 记录人 应到人数 实到人数 缺席人员", "公开事项 提问 答复 对缺席人员的补充告知"),
    _form("F6", "依申请公开申请表", "申请人 所在党支部 联系方式 答复方式 所需形式 代为记录人", "申请公开的事项 时期和文号 用途", "申请人签字"),
    _form("F6r", "依申请公开回执", "申请编号 收到时间 答复期限 经办人 联系电话", "申请公开的事项", "收件人签字"),
    _form("F7", "依申请公开办理单", "申请编号 申请人 收到日期 答复期限 答复种类 答复日期 送达方式", "受理审查 保密和第三方审查 办理决定 理由和依据 延期原因 答复内容",
          "经办人意见 主要负责人意见"),
    _form("F8", "暂不（不能）公开审定表", "申请编号 申请人 报送日期 退回日期 告知申请人日期", "申请公开的事项 理由 依据 所附材料", "报送组织意见 上级审定意见"),
    _form("F8b", "申请事项及办理情况备案表", "申请编号 收到日期 办结日期 所用天数 上级收文号 收文日期", "申请事项摘要 办理结果", "主要负责人签字 上级收悉"),
    _form("F9", "目录外公开工作方案", "事项 时间 责任人 公开范围 公开方式 建议列入目录", "目录外公开的原因 必要性 内容 程序 结果 保密、隐私和风险评估 意见收集安排",
          "本组织决定 目录制定机关意见"),
    _form("F10", "暂不公开（不能公开）备案表", "目录编码 时期 种类 期限至 复查日期 上级收文号", "理由 依据 上级询问和答复", "本组织决定 上级收悉"),
    _form("F11", "公开事项变更（撤销、终止）审批备案表", "事项 种类 上级备案号 备案日期 说明公布日期 说明公布范围", "变更以前 变更以后 原因 依据 对党员的影响 公布的说明",
          "本组织意见 目录制定机关意见 县领导小组备案"),
    _form("F12", "意见建议收集处理反馈表", "编号 渠道 收到时间 收件人 关联事项 提出人类别 意见种类 办理期限 告知时间 告知方式",
          "意见内容 拟办意见 办理情况 办理结果和理由 再次公开 提出人评价", "领导批示 承办人签字"),
    _form("F13", "再次公开说明表", "事项 原索引号 新版次", "采纳的意见 修改的内容", "主要负责人意见"),
    _form("F14", "目录编制（调整）审批表", "组织 类别 制定机关 生效日期 公布日期 商行业主管部门文号", "依据 增加的条目 修改的条目 取消的条目 征求意见情况", "制定机关意见 批准意见"),
    _form("F15", "实施方案备案表", "组织 文号 通过日期 办公室 专人 经费 收到日期 是否按期", "领导小组成员（按职务） 附件 审查清单结果", "报送组织 收件机关"),
    _form("F16", "领导小组及办公室组成表", "组织 任期起", "核对结果", grid="职责 姓名 职务 电话"),
    _form("F17", "监督员登记表", "姓名 编号 身份 所在单位 任期起 任期止 聘任依据 联系电话", "简要情况", "本人意见 聘任组织意见"),
    _form("F18", "联系点申报审批表", "组织 级别 期限 批准日期", "条件一及证明 条件二及证明 条件三及证明 承担的任务 年度复核 开展的活动", "申报组织意见 批准机关意见"),
    _form("F19", "监督检查表", "被检查组织 检查日期 检查人 总分 等次", "检查结论", "检查组签字 被检查组织签字", "检查要点 分值 扣分 事实和证据"),
    _form("F20", "限期整改通知书", "被通知组织 来源 整改期限 方案报送期限", "问题 违反的条款 整改要求 逾期后果", "签发人 回执（签收） 验收意见", "逐项问题 措施 责任人 完成日期 证明"),
    _form("F21", "责任追究登记表", "对象种类 对象 追究方式 决定机关 文号 决定日期 期限", "事实 依据 本人陈述", "承办人 决定机关意见"),
    _form("F22", "民主评议表", "组织 评议届次 评议时期", "应当公开而没有公开的 建议", grid="评议项目 满意 基本满意 不满意 不了解"),
    _form("F23", "考核评分表", "组织 年度 总分 等次", "说明", "评分人 复核人", "指标 分值 得分 扣分原因"),
    _form("F24", "经费台账", "组织 年度 预算", grid="日期 用途 金额 凭证号 经手人 结余"),
    _form("F25", "归档文件目录", "全宗号 年度 保管期限 机构（问题）", grid="件号 责任者 文号 题名 日期 密级 页数 备注"),
    _form("F26", "宣传教育登记表", "主题 形式 时间 地点 主办 参加人数", "内容 效果", "登记人"),
    _form("F27", "征求意见（听证、咨询）登记表", "种类 事项 开始日期 结束日期 对象 参加人数", "方案要点 主要意见 采纳情况", "主要负责人意见"),
    _form("F28", "年度通报（工作报告）", "组织 年度", "目录和公开情况 程序执行情况 党员参与情况 依申请公开情况 存在的问题 下一步打算", "主要负责人签字"),
    _form("F29", "保密（隐私）审查记录", "事项 版次 审查人 审查日期", "国家秘密 工作秘密 商业秘密 个人隐私 依据 处理意见", "审查人签字"),
    _form("F30", "公开日活动记录", "日期 地点 主持人 到场人数", "公开的事项 现场提问和答复 收到的意见", "记录人"),
    _form("F31", "载体登记（巡检）单", "载体名称 种类 地点 位置 管理人 联系电话 启用日期", "情况说明", grid="巡检日期 巡检人 状况 本月内容在否 问题"),
)  # fmt: skip
BY_CODE = {one.code: one for one in FORMS}


@dataclass(frozen=True)
class Filling:
    """What a record says in a form: `values` by field, `head` by HEAD, `rows` below the headings of the list.

    `signed` are opinions with who gave them and when; a field that is not among them is signed by hand.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    head: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()


def opinion(words: str, name: str = "", day: date | None = None) -> str:
    """A recorded opinion as it stands over its line: the words, then who gave it and on which day; "" when nobody did."""
    if not (words or name):
        return BLANK
    when = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return "\n\n".join(filter(None, (words, "　".join(filter(None, (name, when))))))


def filled(form: Form, filling: Filling | None = None) -> Document:
    """The form with what a record says, all other fields blank. A field or row the form does not have: ValueError."""
    filling = filling or Filling()
    strange = [*(set(filling.values) - set(form.fields)), *(set(filling.head) - set(HEAD))]
    if strange or any(len(row) != len(form.grid) for row in filling.rows):
        raise ValueError(f"{form.code} has no {strange or filling.rows}")
    page = Page.LEDGER if len(form.grid) >= LYING else Page.FORM
    blocks: list[Block] = [table] if (table := _sheet(form, filling.values)) else []
    if form.grid:
        blocks += [Text(BLANK)] if blocks else []
        blocks.append(_list(form.grid, filling.rows, 16 if page is Page.LEDGER else ROWS))
    return Document(form.name, tuple(blocks), page, facts=tuple((name, filling.head.get(name, BLANK)) for name in HEAD))


def _sheet(form: Form, said: Mapping[str, str]) -> Table | None:
    rows = []
    for first in range(0, len(form.short), 2):
        pair = form.short[first : first + 2]
        cells = [cell for name in pair for cell in (Cell(name, heading=True), Cell(said.get(name, BLANK)))]
        rows.append(tuple(cells) if len(pair) == 2 else (cells[0], Cell(cells[1].text, span=3)))
    rows += [(Cell(name, heading=True, lines=4), Cell(said.get(name, BLANK), span=3)) for name in form.long]
    rows += [(Cell(name, heading=True, lines=4), Cell(said.get(name) or SIGN, span=3)) for name in form.opinions]
    return Table((1.2, 1.8, 1.2, 1.8), tuple(rows)) if rows else None


def _list(headings: tuple[str, ...], said: tuple[tuple[str, ...], ...], least: int) -> Table:
    head = tuple(Cell(name, heading=True) for name in headings)
    empty = ((BLANK,) * len(headings),) * max(0, least - len(said))
    rows = tuple(tuple(Cell(text) for text in row) for row in (*said, *empty))
    return Table(_shares(headings, said), (head, *rows), repeat=1)


def _shares(headings: tuple[str, ...], said: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """Empty lists have equal columns; in a filled one a column is as wide as what stands in it, within bounds."""
    if not said:
        return (1.0,) * len(headings)
    longest = [max(map(width, column)) for column in zip(headings, *said, strict=True)]
    return tuple(min(max(characters + 1, NARROWEST), WIDEST) for characters in longest)
