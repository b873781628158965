"""Recognizes numbers that belong to one person: identity card, bank card, telephone."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from gongkai.rules.findings import Finding, Folded, Severity, without_overlaps


class NumberKind(StrEnum):
    """Kinds of personal numbers."""

    ID_CARD = "id_card"
    ID_TAIL = "id_tail"
    BANK_CARD = "bank_card"
    PHONE = "phone"
    LANDLINE = "landline"


REASONS = {
    NumberKind.ID_CARD: "这里像身份证号码。删去，或只写“1名党员”。",
    NumberKind.ID_TAIL: "这里露出身份证号码的一部分。连同姓名能猜出本人，请整段删去。",
    NumberKind.BANK_CARD: "这里像银行卡号或账号。确需公开的，只留后4位。",
    NumberKind.PHONE: "这里像手机号码。个人手机号不公开，办事电话请写办公电话。",
    NumberKind.LANDLINE: "这里是座机号码。办公电话可以公开；是住宅电话的，请删去。",
}

_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
    "50 51 52 53 54 61 62 63 64 65 71 81 82 83 91".split()
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_GAP = re.escape(" \t\r\n\u00a0\u3000-‐‑‒–—―−_./·•・,、:;|~*'\"()")
_CARD_GAPS = frozenset([" ", "  ", *"-‐‑‒–—−.·_/", " - "])
_PHONE_SHAPES = ((3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3))
_LOOKALIKES = str.maketrans("〇零○OoIl一二三四五六七八九×хХΧχ✕", "0000011123456789XXXXXX")

_DENSE = re.compile(rf"[0-9Xx](?:[{_GAP}]{{0,3}}+[0-9Xx]){{9,}}+")
_CHUNK = re.compile(r"[0-9]+[Xx]?|[Xx]")
_INSIDE = re.compile(
    r"(?=([1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx]))"
)
_ID_WORD = re.compile(r"(?:身份证|证件|公民身份)[^0-9\n]{0,10}$")
_ACCOUNT_WORD = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡|存折|一卡通)[^0-9\n]{0,12}$")
_TAIL = re.compile(
    r"(?:身份证|证件|公民身份)(?:号码|号|的){0,3}[（(\s]{0,2}(?:最后|后|末|尾)"
    r"(?:[0-9一二两三四五六](?=[个位码数]))?[个位数号码字是为:\s)）]{0,6}([0-9]{1,5}[0-9Xx])(?![0-9])"
)
_HALF_MASKED = re.compile(r"(?<![0-9*])[1-9][0-9]{2,9}[*xX×●■#_]{2,15}[0-9]{0,6}[0-9Xx](?![0-9*])")
_LANDLINE = re.compile(r"(?<![0-9.\-])\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[-—–\s]{0,2}[0-9]{3,4}[- ]?[0-9]{4}(?![0-9.])")

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Digit chunks close to each other: their spans, their characters joined, the offsets."""

    spans: list[_Span]
    joined: str
    offsets: list[int]


@dataclass(frozen=True, slots=True)
class _Window:
    """Some whole chunks of a cluster that together have the length looked for."""

    digits: str
    spans: list[_Span]
    whole: bool

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(end - start for start, end in self.spans)

    def gaps(self, text: str) -> set[str]:
        """The separators between the chunks, e.g. {"-"}; doubled ones stay together."""
        pairs = zip(self.spans, self.spans[1:], strict=False)
        return {text[before[1] : after[0]] for before, after in pairs}


def find_numbers(folded: Folded) -> list[Finding]:
    """All personal numbers, the surest kind first (they may overlap)."""
    text = folded.text
    found = list(_id_cards(folded, text, _clusters(text)))
    text = _without(folded, text, found)
    clusters = _clusters(text)
    disguised = text.translate(_LOOKALIKES)
    hidden = _clusters(disguised) if disguised != text else []
    found += _id_cards(folded, disguised, hidden)
    found += _id_tails(folded)
    found += _bank_cards(folded, text, clusters)
    found += _phones(folded, text, clusters)
    found += _phones(folded, disguised, hidden)
    found += _landlines(folded)
    return found


def _without(folded: Folded, text: str, found: list[Finding]) -> str:
    """The text with what was found blacked out, so that numbers glued to it stand free."""
    pieces, place = [], 0
    for one in without_overlaps(found, len(folded.original)):
        start = bisect_left(folded.origin, one.start)
        end = bisect_left(folded.origin, one.end)
        pieces += [text[place:start], "\ue000" * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])


def valid_id_number(number: str) -> bool:
    """Whether 18 characters have a known province, a real birth date and the GB 11643 digit."""
    if len(number) != 18 or number[:2] not in _PROVINCES or not number[:17].isdigit():
        return False
    if not 1900 <= int(number[6:10]) <= 2099 or not _is_date(number[6:14]):
        return False
    return number[17].upper() == id_check_digit(number[:17])


def id_check_digit(first_seventeen: str) -> str:
    """The check character of GB 11643-1999 (ISO 7064 MOD 11-2): 0–9 or X."""
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK[total % 11]


def luhn(number: str) -> bool:
    """Whether the digits satisfy the check of payment cards (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_date(yyyymmdd: str) -> bool:
    try:
        date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:8]))
    except ValueError:
        return False
    return True


def _clusters(text: str) -> list[_Cluster]:
    """Digit chunks, grouped while at most three separators stand between two of them.

    Groups shorter than the shortest number looked for (10 characters) are left out.
    """
    clusters = []
    for found in _DENSE.finditer(text):
        spans = [match.span() for match in _CHUNK.finditer(text, *found.span())]
        joined = "".join([text[start:end] for start, end in spans])
        offsets = list(accumulate((end - start for start, end in spans), initial=0))
        clusters.append(_Cluster(spans, joined, offsets))
    return clusters


def _windows(cluster: _Cluster, length: int, most_chunks: int = 6) -> Iterator[_Window]:
    """Runs of whole chunks whose characters sum to `length` (two pointers, linear).

    A run of more than `most_chunks` counts only when it is the whole cluster.
    """
    first = 0
    for last in range(1, len(cluster.offsets)):
        while cluster.offsets[last] - cluster.offsets[first] > length:
            first += 1
        if cluster.offsets[last] - cluster.offsets[first] != length:
            continue
        whole = last - first == len(cluster.spans)
        if whole or last - first <= most_chunks:
            digits = cluster.joined[cluster.offsets[first] : cluster.offsets[last]]
            yield _Window(digits, cluster.spans[first:last], whole)


def _id_cards(folded: Folded, text: str, clusters: list[_Cluster]) -> Iterator[Finding]:
    def found(start: int, end: int, severity: Severity) -> Finding:
        reason = REASONS[NumberKind.ID_CARD]
        return folded.finding(NumberKind.ID_CARD, start, end, "〔身份证号已隐去〕", severity, reason)

    for cluster in clusters:
        for window in _windows(cluster, 18, most_chunks=18):
            if valid_id_number(window.digits):
                yield found(window.start, window.end, Severity.STOP)
            elif len(window.spans) == 1 and window.digits[:17].isdigit():
                if _ID_WORD.search(text[max(0, window.start - 16) : window.start]):
                    yield found(window.start, window.end, Severity.WARN)
        for window in _windows(cluster, 15):
            if _valid_old_id(window.digits):
                gaps = window.gaps(text)
                if not gaps:
                    yield found(window.start, window.end, Severity.STOP)
                elif window.whole and len(gaps) == 1 and gaps <= {" ", "-", "."}:
                    yield found(window.start, window.end, Severity.WARN)
        for start, end in cluster.spans:
            if end - start > 18:
                for match in _INSIDE.finditer(text, start, end):
                    if valid_id_number(match[1]):
                        yield found(match.start(1), match.end(1), Severity.STOP)


def _valid_old_id(number: str) -> bool:
    """Fifteen digits of the form used before 1999: province, district, yymmdd, serial."""
    return number.isdigit() and number[:2] in _PROVINCES and _is_date("19" + number[6:12])


def _id_tails(folded: Folded) -> Iterator[Finding]:
    reason = REASONS[NumberKind.ID_TAIL]
    for match in _TAIL.finditer(folded.text):
        severity = Severity.WARN if len(match[1]) <= 2 else Severity.STOP
        yield folded.finding(NumberKind.ID_TAIL, match.start(1), match.end(1), "〔已隐去〕", severity, reason)
    for match in _HALF_MASKED.finditer(folded.text):
        before = folded.text[max(0, match.start() - 20) : match.start()]
        shown = match[0]
        if len(shown) in (15, 18) and shown[:2] in _PROVINCES:
            if not _ACCOUNT_WORD.search(before):
                yield folded.finding(NumberKind.ID_TAIL, *match.span(), "〔身份证号已隐去〕", Severity.STOP, reason)


def _bank_cards(folded: Folded, text: str, clusters: list[_Cluster]) -> Iterator[Finding]:
    for cluster in clusters:
        total = len(cluster.joined)
        lengths = {19, 18, 17, 16} | ({total} if total <= 30 else set())
        for length in sorted(lengths, reverse=True):
            for window in _windows(cluster, length):
                severity = _bank_severity(text, window)
                if severity:
                    yield folded.finding(
                        NumberKind.BANK_CARD,
                        window.start,
                        window.end,
                        "****" + window.digits[-4:],
                        severity,
                        REASONS[NumberKind.BANK_CARD],
                    )


def _bank_severity(text: str, window: _Window) -> Severity | None:
    number, shape, gaps = window.digits, window.shape, window.gaps(text)
    if not number.isdigit() or not gaps <= _CARD_GAPS:
        return None
    if gaps:
        fours = set(shape[:-1]) == {4} and shape[-1] <= 4
        if not fours and not (window.whole and len(gaps) == 1):
            return None
    named = _ACCOUNT_WORD.search(text[max(0, window.start - 20) : window.start])
    if 16 <= len(number) <= 19 and luhn(number):
        if named or number.startswith("62"):
            return Severity.STOP
        if len(number) in (16, 19) and number[0] in "34569":
            return Severity.WARN
    return Severity.WARN if named and window.whole else None


def _phones(folded: Folded, text: str, clusters: list[_Cluster]) -> Iterator[Finding]:
    for cluster in clusters:
        for length in (11, 13):
            for window in _windows(cluster, length):
                if _is_mobile(text, window):
                    number = window.digits[-11:]
                    yield folded.finding(
                        NumberKind.PHONE,
                        window.start,
                        window.end,
                        f"{number[:3]}****{number[-4:]}",
                        Severity.STOP,
                        REASONS[NumberKind.PHONE],
                    )


def _is_mobile(text: str, window: _Window) -> bool:
    number, shape = window.digits, window.shape
    if len(number) == 13:
        if not number.startswith("86"):
            return False
        number, shape = number[2:], shape[1:] if shape[0] == 2 else shape
    if not number.isdigit() or number[0] != "1" or number[1] < "3":
        return False
    gaps = window.gaps(text)
    if not gaps <= _CARD_GAPS:
        return False
    if len(window.spans) == 1 or len(shape) == 1 or shape in _PHONE_SHAPES:
        return True
    return window.whole and set(shape) <= {1, 2} and len(gaps) == 1


def _landlines(folded: Folded) -> Iterator[Finding]:
    for match in _LANDLINE.finditer(folded.text):
        digits = re.sub(r"[^0-9]", "", match[0])
        area = digits[:3] if digits[1] in "12" else digits[:4]
        yield folded.finding(
            NumberKind.LANDLINE,
            *match.span(),
            f"{area}-****{digits[-4:]}",
            Severity.WARN,
            REASONS[NumberKind.LANDLINE],
        )
