"""Reading what was published: one door, `visible`, for every list, page and search."""

from gongkai.publication.queries.carriers import (
    below,
    carrier,
    carrier_offers,
    carriers_for,
    carriers_of,
    check_photo,
    coverage_gaps,
)
from gongkai.publication.queries.channels import ChannelView, channels
from gongkai.publication.queries.circles import (
    edition_ids,
    facts,
    last_meeting,
    next_circle,
    notices_ended,
    offers,
    placements,
    planned,
    publication,
    publications_of,
    served,
    visible,
)
from gongkai.publication.queries.days import public_on, public_on_lines
from gongkai.publication.queries.deadlines import deadlines
from gongkai.publication.queries.dispatches import GroupView, phone_groups
from gongkai.publication.queries.items import attachment, item, item_proof
from gongkai.publication.queries.joint import joint_columns, joint_items, joint_run, joint_source, joint_sources
from gongkai.publication.queries.joint_links import Elsewhere, Ours, elsewhere, linked_items
from gongkai.publication.queries.lists import (
    by_numbers,
    by_refs,
    category_counts,
    count_under_check,
    individual_count,
    items_of,
    items_of_month,
    latest,
    months,
    register,
    register_count,
    register_lines,
    registers_of,
    told_to,
    under_check,
)
from gongkai.publication.queries.news import (
    count_between,
    inner_between,
    inner_latest,
    newest_by_place,
    published_between,
)
from gongkai.publication.queries.occurrences import Occurrence, explanation_told, release_told, restoring_told
from gongkai.publication.queries.papers import shown
from gongkai.publication.queries.previews import preview
from gongkai.publication.queries.proofs import altered
from gongkai.publication.queries.searching import search
from gongkai.publication.queries.systems import SystemBox, system_boxes
from gongkai.publication.queries.told import notice, told_of
from gongkai.publication.queries.versions import differences
from gongkai.publication.queries.wording import SheetPile, Worded, on_screen, sheet_piles, sheets_of_month, worded
from gongkai.publication.queries.years import YearOfItems, items_below, items_by_organization, ways_of_year, year_items

__all__ = [
    "ChannelView", "Elsewhere", "GroupView", "Occurrence", "Ours", "SheetPile", "SystemBox", "Worded", "YearOfItems", "altered", "attachment", "below", "by_numbers", "by_refs", "carrier", "carrier_offers", "carriers_for", "carriers_of", "category_counts", "channels", "check_photo", "count_between", "count_under_check", "coverage_gaps", "deadlines", "differences", "edition_ids", "elsewhere", "explanation_told", "facts", "individual_count", "inner_between", "inner_latest", "item", "item_proof", "items_below", "items_by_organization", "items_of", "items_of_month", "joint_columns", "joint_items", "joint_run", "joint_source", "joint_sources", "last_meeting", "latest", "linked_items", "months", "newest_by_place", "next_circle", "notice", "notices_ended", "offers", "on_screen", "phone_groups", "placements", "planned", "preview", "public_on", "public_on_lines", "publication", "publications_of", "published_between", "register", "register_count", "register_lines", "registers_of", "release_told", "restoring_told", "search", "served", "sheet_piles", "sheets_of_month", "shown", "system_boxes", "told_of", "told_to", "under_check", "visible", "ways_of_year", "worded", "year_items",
]  # fmt: skip
