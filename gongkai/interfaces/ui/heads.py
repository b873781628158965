"""The head table that stands above a text, public or still to be: one table for the item and its preview."""

from gongkai.archive import queries as archive
from gongkai.publication.views import ItemView
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.categories import category
from gongkai.rules.methods import AUDIENCE_ORDER, TERMS, method


def head_table(actor: Actor, *, item: ItemView) -> dict:
    """What ui/item_head.html shows: what the standards ask for above every published text."""
    entry = rulebook.entry_terms(actor, entry_id=item.entry_id) if item.entry_id else None
    circles = sorted(item.circles, key=lambda circle: AUDIENCE_ORDER.index(circle.audience))
    return {
        "entry": entry, "category": category(int(item.category)), "circles": circles,
        "scope": "，".join(f"{'先' if n == 0 and len(circles) > 1 else '后' if n else ''}{TERMS[c.audience]}" for n, c in enumerate(circles)),
        "shelf_code": archive.shelf_code(actor, edition_id=item.edition_id) if item.edition_id else "",
        "ways": "、".join(method(code).name for code in item.methods),
    }  # fmt: skip
