"""Addresses of one part of the site: the archive (第六条（四）)."""

from tests.interfaces.access.publicity import NOT_AT_THE_DESK, READERS

# name, arguments, codes
TABLE: tuple = (
    ("workbench:archive", (), READERS),
    ("workbench:archive_boxes", (), READERS),
    ("workbench:archive_use", (), READERS),
    ("workbench:archive_packages", (), NOT_AT_THE_DESK),
    ("workbench:archive_package", (1,), NOT_AT_THE_DESK),
    ("workbench:archive_disposals", (), READERS),
    ("workbench:archive_disposal", ("Z01-C01-XH-2037-001",), NOT_AT_THE_DESK),
    ("workbench:archive_fonds", (), NOT_AT_THE_DESK),
    ("workbench:archive_record", (1,), NOT_AT_THE_DESK),
    ("workbench:archive_pages", (1,), NOT_AT_THE_DESK),
    ("workbench:archive_file", (1, "0" * 32), NOT_AT_THE_DESK),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
