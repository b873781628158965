"""Members' appraisal of disclosure (第九条（七）, F22): six items, one vote each, what counts and what it comes to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from gongkai.rules.refusals import Refused


class Item(StrEnum):
    """The six items of the form F22."""

    CONTENT = "content"
    PROCEDURE = "procedure"
    FORM = "form"
    TIMELY = "timely"
    ANSWERED = "answered"
    OVERALL = "overall"


class Mark(StrEnum):
    """What a member may say of an item; nothing said is an abstention."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    DISSATISFIED = "dissatisfied"
    UNKNOWING = "unknowing"


class Awareness(StrEnum):
    """The four questions that tell how far disclosure is known (知晓率)."""

    DAY = "day"
    CATALOG = "catalog"
    CHANNEL = "channel"
    SEEN = "seen"


class Open(StrEnum):
    """The two questions answered in words."""

    MISSING = "missing"
    ADVICE = "advice"


TERMS = {
    Item.CONTENT: "内容真实全面", Item.PROCEDURE: "程序规范", Item.FORM: "形式方便", Item.TIMELY: "公开及时",
    Item.ANSWERED: "意见得到回应", Item.OVERALL: "总体评价",
    Mark.SATISFIED: "满意", Mark.MOSTLY: "基本满意", Mark.DISSATISFIED: "不满意", Mark.UNKNOWING: "不了解",
    Awareness.DAY: "知道公开日是哪一天", Awareness.CATALOG: "知道公开目录", Awareness.CHANNEL: "知道怎样提意见",
    Awareness.SEEN: "看过上个月的公开",
    Open.MISSING: "应当公开而没有公开的", Open.ADVICE: "建议",
}  # fmt: skip

LONGEST_WORDS = 150  # characters of an answer in words: two of them fit the fixed size of an envelope
ITEMS, MARKS, QUESTIONS, WORDS = (frozenset(map(str, kind)) for kind in (Item, Mark, Awareness, Open))
TOLD_TO_UNIT = ("village", "community", "school", "hospital")  # whose people learn the result too
DECIDED = (Mark.SATISFIED, Mark.MOSTLY, Mark.DISSATISFIED)
PLEASED = (Mark.SATISFIED, Mark.MOSTLY)


@dataclass(frozen=True)
class Vote:
    """One ballot, opened. `nonce` is the voter's own secret number; it says nothing about the voter."""

    nonce: str
    marks: Mapping[str, str]
    aware: Mapping[str, bool]
    words: Mapping[str, str]


def read_vote(raw: object) -> Vote:
    """A ballot from what was sealed. Raises `Refused("ballot_unreadable")` for anything that is none."""
    if not isinstance(raw, dict) or set(raw) != {"nonce", "marks", "aware", "words"}:
        raise Refused("ballot_unreadable")
    nonce, marks, aware, words = raw["nonce"], raw["marks"], raw["aware"], raw["words"]
    if not isinstance(nonce, str) or len(nonce) != 32 or not all(sign in "0123456789abcdef" for sign in nonce):
        raise Refused("ballot_unreadable")
    if not (isinstance(marks, dict) and isinstance(aware, dict) and isinstance(words, dict)):
        raise Refused("ballot_unreadable")
    sound = (
        all(key in ITEMS and isinstance(value, str) and value in MARKS for key, value in marks.items())
        and all(key in QUESTIONS and isinstance(value, bool) for key, value in aware.items())
        and all(key in WORDS and isinstance(value, str) for key, value in words.items())
    )
    if not sound or any(len(value) > LONGEST_WORDS for value in words.values()):
        raise Refused("ballot_unreadable")
    return Vote(nonce, dict(marks), dict(aware), {key: value.strip() for key, value in words.items() if value.strip()})


Table = dict[str, dict[str, int]]


def tabulate(votes: Iterable[Vote]) -> tuple[Table, dict[str, int], dict[str, int]]:
    """Marks by item, members who said yes by question, members who answered by question."""
    table: Table = {item: dict.fromkeys(Mark, 0) for item in Item}
    yes: Counter[str] = Counter(dict.fromkeys(Awareness, 0))
    answered: Counter[str] = Counter(dict.fromkeys(Awareness, 0))
    for vote in votes:
        for item, mark in vote.marks.items():
            table[item][mark] += 1
        for question, value in vote.aware.items():
            answered[question] += 1
            yes[question] += value
    return table, dict(yes), dict(answered)


def add(first: Table, second: Table) -> Table:
    """Two tables of marks together: ballots from the web and from paper."""
    return {item: {mark: first[item].get(mark, 0) + second[item].get(mark, 0) for mark in Mark} for item in Item}


def sound_table(table: Mapping[str, Mapping[str, int]], valid: int) -> None:
    """Paper counts fit the number of valid ballots. Raises `Refused("paper_sum", item=…)`."""
    for item in Item:
        counts = table.get(item, {})
        if any(number < 0 for number in counts.values()) or sum(counts.values()) > valid:
            raise Refused("paper_sum", item=TERMS[item], valid=valid)


@dataclass(frozen=True)
class Formula:
    """The dated figures of the rulebook: what each mark is worth, and the thresholds in percent."""

    satisfied: int = 100
    mostly: int = 70
    dissatisfied: int = 30
    quorum: int = 50
    threshold: int = 60
    smallest: int = 5


@dataclass(frozen=True)
class ItemResult:
    """Of one item: the marks, the score of 100 and the share of the satisfied in percent (None: nobody decided)."""

    item: str
    marks: Mapping[str, int]
    score: float | None
    satisfaction: float | None


def _rounded(value: Fraction) -> float:
    """To one decimal, halves up, so that any counter with pencil and paper comes to the same."""
    return int(value * 10 + Fraction(1, 2)) / 10


def item_result(item: str, marks: Mapping[str, int], formula: Formula) -> ItemResult:
    """Score = (100·满意 + 70·基本满意 + 30·不满意) / valid; 不了解 is told but not scored."""
    worth = {
        Mark.SATISFIED: formula.satisfied, Mark.MOSTLY: formula.mostly, Mark.DISSATISFIED: formula.dissatisfied,
    }  # fmt: skip
    decided = sum(marks.get(mark, 0) for mark in DECIDED)
    if not decided:
        return ItemResult(item, dict(marks), None, None)
    score = Fraction(sum(worth[mark] * marks.get(mark, 0) for mark in DECIDED), decided)
    pleased = Fraction(100 * sum(marks.get(mark, 0) for mark in PLEASED), decided)
    return ItemResult(item, dict(marks), _rounded(score), _rounded(pleased))


def results(table: Mapping[str, Mapping[str, int]], formula: Formula) -> list[ItemResult]:
    """All six items in the order of the form."""
    return [item_result(item, table[item], formula) for item in Item]


def is_low(table: Mapping[str, Mapping[str, int]], formula: Formula) -> bool:
    """Is the overall satisfaction below the threshold, so that a plan of rectification and a new round follow (R119)?"""
    overall = item_result(Item.OVERALL, table[Item.OVERALL], formula).satisfaction
    return overall is not None and overall < formula.threshold


@dataclass(frozen=True)
class Turnout:
    """Who was to vote, who did, and on how many papers. `online` and `paper_valid` are the ballots that count."""

    due: int
    online: int = 0
    paper_issued: int = 0
    paper_returned: int = 0
    paper_valid: int = 0

    @property
    def took_part(self) -> int:
        return self.online + self.paper_returned

    @property
    def valid(self) -> int:
        return self.online + self.paper_valid


def invalid_because(turnout: Turnout, formula: Formula) -> str | None:
    """Why a round cannot count: more papers returned than issued, or no more than the quorum took part."""
    if turnout.paper_returned > turnout.paper_issued or turnout.paper_valid > turnout.paper_returned:
        return "too_many_papers"
    if 100 * turnout.took_part <= formula.quorum * turnout.due:
        return "no_quorum"
    return None


def may_break_down(valid: int, formula: Formula) -> bool:
    """So few ballots would show who said what: then only the turnout is published (P35)."""
    return valid >= formula.smallest


def same_counts(counts: Sequence[Mapping[str, object]]) -> bool:
    """Two counters counted the papers apart from one another and came to the same."""
    return len(counts) == 2 and counts[0] == counts[1]
