"""The five rights of 第四条（一） that disclosure serves: to know, to take part, to elect, to speak, to supervise (R10)."""

from enum import StrEnum


class Right(StrEnum):
    KNOW = "know"
    TAKE_PART = "take_part"
    ELECT = "elect"
    SPEAK = "speak"
    SUPERVISE = "supervise"


TERMS = {
    Right.KNOW: "知情权", Right.TAKE_PART: "参与权", Right.ELECT: "选举权", Right.SPEAK: "表达权", Right.SUPERVISE: "监督权",
}  # fmt: skip

MEANINGS = {
    Right.KNOW: "党组织做了什么、怎么定的、结果怎样，您有权知道。",
    Right.TAKE_PART: "定事情以前，您有权提出看法；定了以后，看到采纳了没有。",
    Right.ELECT: "候选人是谁、怎么产生、选举结果怎样，您有权知道，也有权投票。",
    Right.SPEAK: "您可以提意见、建议、批评，讲真话受保护；署名的，一定把结果告诉您。",
    Right.SUPERVISE: "该公开没有公开的、公开得不实的，您有权指出来，看到怎样改。",
}
