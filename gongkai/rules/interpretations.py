"""What a question about an article must say (第十四条, R141)."""

from gongkai.rules.refusals import Refused

LONGEST = 2000

REFUSALS = {
    "interpretation_question": "请写明想问什么：哪一句看不明白，遇到了什么情形。（第十四条）",
    "interpretation_answer": "请先写解释，再盖章。（第十四条）",
    "interpretation_same_words": "更正的解释和现在的一样。请改好再盖章。（第十四条）",
    "interpretation_replaced": "这一稿已经更正过，请更正现在的解释。（第十四条）",
    "interpretation_correcting": "已经有一稿更正在等会签，办完再更正。（第十四条）",
    "interpretation_not_asked": "更正是解释机关发起的，不能由提问的组织撤回。（第十四条）",
    "interpretation_long": "{part}最多{most}字，现在有{length}字。",
    "interpretation_anchor": "没有这一条。请从列出的条款里选。",
    "interpretation_same_body": "这一稿是本机关盖的章，要由另一家解释机关盖章以后才公布。（第十四条）",
    "interpretation_same_person": "第一个章是您盖的，要由另一家的人盖第二个。（第十四条）",
}  # fmt: skip


def demand_words(part: str, text: str, empty: str) -> str:
    """The words without the room around them; refused when there are none or too many."""
    words = text.strip()
    if not words:
        raise Refused(empty)
    if len(words) > LONGEST:
        raise Refused("interpretation_long", part=part, most=LONGEST, length=len(words))
    return words
