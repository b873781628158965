"""Acts of this room."""

from gongkai.archive.actions.filing import close_boxes, file_matters, set_fonds
from gongkai.archive.actions.fixity import Checked, check_files, check_records
from gongkai.archive.actions.lending import count_use, lend, take_back
from gongkai.archive.actions.packing import Packed, pack

__all__ = [
    "Checked", "Packed", "check_files", "check_records", "close_boxes", "count_use", "file_matters", "lend", "pack",
    "set_fonds", "take_back",
]  # fmt: skip
