"""Addresses of one part of the site: documents sent out and received."""

from tests.interfaces.access.columns import POST_ONLY

OFFICE = (302, 404, 404, 404, 404, 404, 404, 200)
CODE = "qijiang-2011"

# name, arguments, codes
TABLE = (
    ("workbench:documents", (), OFFICE),
    ("workbench:document_new", (), OFFICE),
    ("workbench:document_send", (CODE,), OFFICE),
    ("workbench:document_sent", (CODE,), OFFICE),
    ("workbench:document_sent_xlsx", (CODE,), OFFICE),
    ("workbench:document_remind", (CODE,), POST_ONLY),
    ("workbench:documents_received", (), (302, 404, 404, 200, 200, 200, 200, 200)),
    ("workbench:document", (999999,), (302,) + (404,) * 7),
)

# Addresses of things that only other stories make; they are opened there by their people.
ELSEWHERE: frozenset = frozenset()
