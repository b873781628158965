"""Acts of this room."""

from gongkai.archive.actions.disposals import move_disposal, propose_disposal
from gongkai.archive.actions.filing import close_boxes, file_matters, set_fonds
from gongkai.archive.actions.fixity import Checked, check_files, check_records
from gongkai.archive.actions.lending import count_use, lend, take_back
from gongkai.archive.actions.packages import ask_package, make_package
from gongkai.archive.actions.packing import Packed, pack
from gongkai.archive.actions.paging import MOST_PAGES, count_again, count_pages, tell_pages
from gongkai.archive.actions.removal import Removed, redact_item

__all__ = [
    "MOST_PAGES", "Checked", "Packed", "Removed", "ask_package", "check_files", "check_records", "close_boxes", "count_again", "count_pages", "count_use", "file_matters", "lend", "make_package", "move_disposal", "pack", "propose_disposal", "redact_item",
    "set_fonds", "take_back", "tell_pages",
]  # fmt: skip
