"""The promises P1–P41, the tests that prove them, and what is not promised yet; `python -m tests.house.promises` writes the page."""

import ast
import re
from functools import cache

from tests.house.source import ROOT, python, tree

PAGE = ROOT / "docs" / "reference" / "promises.md"
NAMED = re.compile(r"\bP([1-9]\d?)(?:–P?([1-9]\d?))?\b")

PROMISES = {
    1: "Nobody gets a matter, an opinion, an application or a name outside its circle, in any state, at any address.",
    2: "What one may not see cannot be inferred from numbers, neighbours, marks or feeds.",
    3: "What is made from a matter (attachments, versions, exports, prints) has its circle.",
    4: "A narrower circle, a withdrawal or a lost power counts everywhere within a minute.",
    5: "No number in an address and no field added to a form opens what is not one's own.",
    6: "No edit is overwritten silently; whoever saves later gets both texts.",
    7: "Only lawful steps, in their order, by the right person; a drafter never approves.",
    8: "One press or twenty: one version, one leaf, one notice.",
    9: "Whoever is killed in the middle of an act has done all of it or nothing, and may press again.",
    10: "What was acknowledged is there after a crash.",
    11: "A full disk is said, leaves nothing half done, and is over when there is space.",
    12: "With the database away public pages stay, writing is said and given back, and all returns without a restart.",
    13: "A job delivered twice, or whose worker died, has its effect once.",
    14: "An interrupted upgrade is simply run again.",
    15: "An import is looked through first, row by row, and applied whole or not at all.",
    16: "Every publication, change, withdrawal, catalog and result stands in a log that only grows; silent edits are found.",
    17: "A printed page can be checked offline.",
    18: "The operator cannot show different histories, nor an older one, unnoticed.",
    19: "Old versions and the reason of a change stay readable; a withdrawal leaves its explanation.",
    20: "Not publishing is visible too.",
    21: "Days and deadlines are right; a year without its notice is said, not guessed.",
    22: "No file exhausts the server.",
    23: "Wrong encodings are recognized or refused with their place.",
    24: "No script runs from content, no formula from our exports.",
    25: "No path of a user reaches the file system; the server fetches nothing from an address of a user, and tells no machine inside.",
    26: "Limits of uploads hold before the bytes are kept.",
    27: "Guessing is slowed, nobody locks out others, names cannot be found out.",
    28: "Forms, sessions and frames are guarded.",
    29: "No identity, phone or bank number goes public without a second person's recorded decision.",
    30: "Nothing is kept that ties an anonymous opinion to a person.",
    31: "With the receipt, and only with it, the author reads the answer.",
    32: "A signed author is known only to the office above; each look is reasoned, agreed to, and shown to the author.",
    33: "Who is complained about never handles the complaint.",
    34: "One member, one vote; the last before closing counts.",
    35: "Nobody sees how one member voted; small groups get no breakdown.",
    36: "The count can be checked by everyone.",
    37: "A backup made under load restores to a consistent point.",
    38: "Archives stay whole, unchanged and readable without this software.",
    39: "A flood of readers does not stop the work inside.",
    40: "Errors show nothing of the inside; logs hold no secrets.",
    41: "Logs of security are kept half a year, for the audit administrator's eyes, unalterable for the system's.",
}

# What a promise still lacks, and what is done instead.
LACKING = {
    10: "Proved for processes that are killed; the loss of power rests on the databases' own settings, which "
    "`gongkai doctor` looks at (synchronous=FULL; fsync, synchronous_commit, full_page_writes).",
    12: "A page that nobody asked for since the last public change is not there while the database is away.",
    15: "Not resumable: an interrupted import is begun again, since nothing of it was kept.",
    29: "Pictures are not read; the page says so and asks a person to look.",
    39: "The flood of the test is small and short, that of `gongkai bench` larger. Searches have no limit of their own: they are "
    "held by the number of the server's processes and threads.",
    41: "The database refuses to change the trail; who owns its tables can take that guard away, which `gongkai doctor` says. "
    "A copy on another host is made when `GONGKAI_TRAIL_COPY` names its folder, and that nobody here can change it rests on "
    "that host.",
}


@cache
def proved() -> dict[int, list[str]]:
    """Promise → files whose tests say that they prove it: in their own words on top, or in those of one test."""
    found: dict[int, set[str]] = {}
    for path in python("tests/"):
        if not path.name.startswith("test_") or path.parts[1] == "house" and path.name == "test_promises.py":
            continue
        module = tree(path)
        tests = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        for words in (ast.get_docstring(node) or "" for node in (module, *tests)):
            for first, last in NAMED.findall(words):
                for number in range(int(first), int(last or first) + 1):
                    found.setdefault(number, set()).add(path.as_posix())
    return {number: sorted(places) for number, places in sorted(found.items())}


def page() -> str:
    """The page as Markdown."""
    lines = [
        "# Promises and their tests", "",
        "Each promise stands on the tests named beside it; what is lacking is said with what is done instead. The page is",
        "made from the tests themselves and checked.", "",
        "| | Promise | Tests | Lacking |", "|---|---|---|---|",
    ]  # fmt: skip
    for number, words in PROMISES.items():
        tests = "<br>".join(f"`{path.removeprefix('tests/')}`" for path in proved().get(number, []))
        lines.append(f"| P{number} | {words} | {tests} | {LACKING.get(number, '')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
