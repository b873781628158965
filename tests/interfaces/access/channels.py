"""Addresses of one part of the site: one edition for each channel."""

NOT_DRAFTED = (302,) + (404,) * 7
INSIDE = (302, 404, 404, 200, 200, 200, 404, 200)

# name, arguments, codes
TABLE: tuple = (
    ("workbench:channels", ("{released}",), INSIDE),
    ("workbench:channels", ("{draft}",), NOT_DRAFTED),
    ("workbench:send_text", ("{released}",), (302, 405, 405, 405, 405, 405, 405, 405)),
    ("workbench:channel_sheet", ("{released}", "a4"), INSIDE),
    ("workbench:channel_sheet", ("{released}", "a5"), NOT_DRAFTED),
    ("workbench:channel_sheet_file", ("{released}", "a3", "pdf"), INSIDE),
    ("workbench:channel_sheet_file", ("{draft}", "a4", "docx"), NOT_DRAFTED),
    ("workbench:channel_script", ("{released}", "meeting"), INSIDE),
    ("workbench:channel_script", ("{released}", "radio"), NOT_DRAFTED),
    ("workbench:channel_script", ("{released}", "song"), NOT_DRAFTED),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
