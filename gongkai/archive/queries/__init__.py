"""What belongs into a package, what is filed, and what waits to be filed."""

from gongkai.archive.queries.contents import Kept, kept, sealed
from gongkai.archive.queries.damage import damage_count, damages
from gongkai.archive.queries.disposals import (
    disposal,
    disposal_offers,
    disposals,
    disposals_waiting,
    listed_records,
    over,
)
from gongkai.archive.queries.matters import Waiting, due_editions, editions_again, unfiled_count, waiting
from gongkai.archive.queries.packages import package_file, packages
from gongkai.archive.queries.records import (
    Figures,
    FondsNumber,
    box,
    boxes,
    closed_until,
    figures,
    fonds,
    listed,
    record,
    record_file,
    record_of_edition,
    records,
    shelf_code,
    shelf_codes,
    to_count,
)
from gongkai.archive.queries.use import UseFigures, loan, loans, loans_late, overdue, use_figures

__all__ = [
    "UseFigures", "damage_count", "damages", "disposal", "disposal_offers", "disposals", "disposals_waiting", "loans_late", "listed_records", "over", "closed_until", "loan", "loans", "overdue", "package_file", "packages", "use_figures",
    "Figures", "FondsNumber", "Kept", "Waiting", "box", "boxes", "due_editions", "editions_again", "figures", "fonds",
    "kept", "listed", "record", "record_file", "record_of_edition", "records", "sealed", "shelf_code", "shelf_codes", "to_count", "unfiled_count", "waiting",
]  # fmt: skip
