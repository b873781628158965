"""Words of opinions: what they are, how they came, from whom, and what became of them (第六条（三）, 第九条（四）, F12)."""

from enum import StrEnum


class OpinionKind(StrEnum):
    INQUIRY = "inquiry"
    SUGGESTION = "suggestion"
    CRITICISM = "criticism"
    REPORT = "report"
    OBJECTION = "objection"


class OpinionChannel(StrEnum):
    """All channels enter one register (R11). `WEB` and `ANONYMOUS_WEB` are written by the author himself."""

    WEB = "web"
    ANONYMOUS_WEB = "anonymous_web"
    PHONE = "phone"
    LETTER = "letter"
    BOX = "box"
    MEETING = "meeting"
    VISIT = "visit"
    SUPERVISOR = "supervisor"
    INSPECTION = "inspection"


class Submitter(StrEnum):
    """第六条 says 党员, 第九条（四） says 党员、群众: one register, the class recorded (R52)."""

    MEMBER = "member"
    RESIDENT = "resident"
    UNSAID = "unsaid"


class Concern(StrEnum):
    """Whom the opinion is about, as its author says. Everything but `NOBODY` is a conflict (R102)."""

    NOBODY = "nobody"
    LEADERS = "leaders"
    KEEPER = "keeper"
    HANDLER = "handler"


class OpinionResult(StrEnum):
    ADOPTED = "adopted"
    PARTLY = "partly"
    EXPLAINED = "explained"
    TRANSFERRED = "transferred"
    REJECTED = "rejected"


class Rating(StrEnum):
    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    DISSATISFIED = "dissatisfied"


class ToldBy(StrEnum):
    """How a signed author was told the result (第九条（四）, R100)."""

    PHONE = "by_phone"
    VISIT = "in_person"
    LETTER = "in_writing"
    WEB = "online"
    MEETING = "at_meeting"


TERMS: dict[StrEnum, str] = {
    OpinionKind.INQUIRY: "询问", OpinionKind.SUGGESTION: "建议", OpinionKind.CRITICISM: "批评",
    OpinionKind.REPORT: "举报", OpinionKind.OBJECTION: "异议",
    OpinionChannel.WEB: "网络", OpinionChannel.ANONYMOUS_WEB: "网络（匿名）", OpinionChannel.PHONE: "电话",
    OpinionChannel.LETTER: "来信", OpinionChannel.BOX: "意见箱", OpinionChannel.MEETING: "会议",
    OpinionChannel.VISIT: "来访", OpinionChannel.SUPERVISOR: "监督员转来", OpinionChannel.INSPECTION: "检查发现",
    Submitter.MEMBER: "党员", Submitter.RESIDENT: "群众", Submitter.UNSAID: "没有说明",
    Concern.NOBODY: "不涉及具体的人", Concern.LEADERS: "负责人、班子成员", Concern.KEEPER: "意见收集专人",
    Concern.HANDLER: "经办人、其他办理的人",
    OpinionResult.ADOPTED: "采纳", OpinionResult.PARTLY: "部分采纳", OpinionResult.EXPLAINED: "解释说明",
    OpinionResult.TRANSFERRED: "转办", OpinionResult.REJECTED: "不采纳",
    Rating.SATISFIED: "满意", Rating.MOSTLY: "基本满意", Rating.DISSATISFIED: "不满意",
    ToldBy.PHONE: "打电话", ToldBy.VISIT: "当面", ToldBy.LETTER: "书面", ToldBy.WEB: "在网上", ToldBy.MEETING: "会上",
}  # fmt: skip

# Typed in by the office for people who called, wrote or came (R11).
TYPED_IN = tuple(one for one in OpinionChannel if one not in (OpinionChannel.WEB, OpinionChannel.ANONYMOUS_WEB))
# Complaints: what one would look into before it is believed (R123).
COMPLAINTS = (OpinionKind.CRITICISM, OpinionKind.REPORT, OpinionKind.OBJECTION)
# Adopted in whole or in part: the share that reports name (R167).
TAKEN_UP = (OpinionResult.ADOPTED, OpinionResult.PARTLY)
