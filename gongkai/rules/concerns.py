"""Answers to public concern, and typical cases: where a concern came from, what a case shows (第九条（一）, R81)."""

from enum import StrEnum


class ConcernSource(StrEnum):
    """Where the concern was heard."""

    OPINION = "opinion"
    HOTLINE = "hotline"
    VISIT = "visit"
    MEETING = "meeting"
    MEDIA = "media"


class CaseKind(StrEnum):
    """What 第九条（一） wants to be made known."""

    RESULT = "result"
    EXPERIENCE = "experience"
    EXEMPLAR = "exemplar"


TERMS = {
    ConcernSource.OPINION: "意见建议", ConcernSource.HOTLINE: "热线电话", ConcernSource.VISIT: "来访、走访",
    ConcernSource.MEETING: "会上", ConcernSource.MEDIA: "报刊、网络", CaseKind.RESULT: "成效", CaseKind.EXPERIENCE: "经验",
    CaseKind.EXEMPLAR: "先进典型",
}  # fmt: skip

REFUSALS = {
    "concern_fields": "请写明大家关心的是什么事、从哪里知道的。（第九条（一））",
    "concern_future": "{day:%Y年%-m月%-d日}还没有到，请核对哪天知道的。",
    "concern_times": "多少人问，要写1到{most}的数字。",
    "concern_opinion": "没有找到编号是 {number} 的意见，或者不归您这里办。请核对编号，也可以不填。",
    "concern_unlinked": "还没有回应的公开件。请先起草一份，或者填已经公开的那一件的索引号。（第九条（一））",
    "concern_item_closed": "回应的公开件还没有公开。走完审批、公开以后再登记回应。（第九条（一））",
    "concern_linked": "已经有回应的公开件了（{title}）。请接着办那一件。",
    "concern_closed": "现在是“{state}”，不能再改。",
    "item_elsewhere": "索引号 {number} 不是本组织公开的，或者没有这一件。请核对。",
    "case_fields": "题目、摘要都要写，让别的组织一看就知道好在哪里。（第九条（一））",
    "case_twice": "这一件已经推荐过（{number}）。",
    "case_item_gone": "推荐的公开件已经撤下，不能列入典型案例库。",
}
