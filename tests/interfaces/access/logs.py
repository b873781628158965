"""Addresses of the logs: the public one is everybody's, the party's is a missing page for outsiders."""

from tests.interfaces.access.columns import ALL

NONE = (404,) * 8  # before the first signed head there is nothing
INSIDE = (404, 200, 404, 200, 200, 200, 404, 200)

TABLE = (
    ("portal:log", (), ALL),
    ("portal:log_script", (), ALL),
    ("portal:log_page", (), ALL),
    ("portal:log_keys", (), ALL),
    ("portal:log_anchor", ("2026-11-01",), NONE),
    ("portal:log_checkpoint", ("public",), NONE),
    ("portal:log_poster", ("public",), NONE),
    ("portal:log_proof", ("public", 0), NONE),
    ("portal:log_consistency", ("public", 1, 2), NONE),
    ("portal:log_entries", ("public",), NONE),
    ("portal:log_bundle", ("public", "000.p/1"), NONE),
    ("portal:log_tile", ("public", 0, "000.p/1"), NONE),
    ("portal:item_words", ("{inside}",), INSIDE),
    ("portal:item_proof", ("{inside}",), NONE),
    ("portal:version_words", ("{inside}", 1), INSIDE),
    ("portal:version_proof", ("{inside}", 1), NONE),
)
ELSEWHERE: set[str] = set()
