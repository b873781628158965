"""A public briefing as a document for paper: by category, each edition with its gist, its parts and its proof (R57, R174)."""

from itertools import groupby

from gongkai.rules.bulletins import Bulletin, Matter
from gongkai.rules.categories import category
from gongkai.rules.citations import numeral
from gongkai.rules.documents.board import laid_out
from gongkai.rules.documents.description import Block, Document, Signing, Style, Text
from gongkai.rules.letters import on_paper

INSIDE = "本期有党内公开的事项，只发给党员，不对外。"


def of_bulletin(one: Bulletin) -> Document:
    """The briefing; matters in the order of their categories."""
    blocks: list[Block] = [Text(one.opening)]
    if one.inside:
        blocks.append(Text(INSIDE))
    groups = groupby(sorted(one.matters, key=lambda matter: matter.category), key=lambda matter: matter.category)
    for place, (code, matters) in enumerate(groups, 1):
        blocks.append(Text(f"{numeral(place)}、{category(code).name}", Style.HEADING))
        for number, matter in enumerate(matters, 1):
            blocks += _matter(number, matter)
    if one.days:
        place = len({matter.category for matter in one.matters}) + 1
        blocks.append(Text(f"{numeral(place)}、公开日接待群众", Style.HEADING))
        blocks += [Text(held.words) for held in one.days]
    return Document(
        f"{one.span.words}公开事项", tuple(blocks), head=f"{one.org}党务公开简报", number=one.issue,
        signing=Signing(one.org, on_paper(one.day)),
    )  # fmt: skip


def _matter(number: int, matter: Matter) -> list[Block]:
    words = matter.words
    blocks: list[Block] = [Text(f"（{numeral(number)}）{words.title}", Style.SUBHEADING)]
    blocks += [Text(words.plain)] if words.plain else []
    for name, lines in words.parts:
        first, *rest = lines or ("",)
        if "\t" in first:
            blocks += [Text(f"{name}："), *laid_out(tuple(lines))]
        elif first:
            blocks += [Text(f"{name}：{first}"), *laid_out(tuple(rest))]
    version = f"　第{matter.edition}版" if matter.edition > 1 else ""
    blocks.append(
        Text(f"{on_paper(matter.published)}公开　索引号 {words.number}{version}　核对字 {matter.check}", Style.NOTE)
    )
    return blocks
