"""Board places that were a text become registered boards, and what hung there is linked to them (R59)."""

from datetime import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.rules.duties import LOCAL
from tests.covers import covers
from tests.publication.rows import published

AT = datetime(2026, 9, 3, 9, 0, tzinfo=LOCAL)
BEFORE = [("publication", "0003_carriers"), ("orgs", "0001_initial")]
AFTER = [("publication", "0004_carriers_from_texts"), ("orgs", "0002_board_places_are_carriers")]


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@covers("R59")
@pytest.mark.django_db(transaction=True)
def test_texts_become_boards_and_placements_hang_on_them():
    [row], [other] = published("0001", "public", at=AT), published("00010002", "public", at=AT)
    for pub, place in ((row, "老学校旁"), (row, "村委会门口；老学校旁"), (row, "别处"), (other, "老学校旁")):
        pub.placements.create(method="gl", place=place, starts_at=AT, recorded_at=AT)
    keys = list(row.placements.order_by("pk").values_list("pk", flat=True))
    org_id = row.org_id
    apps = migrate(BEFORE)
    try:
        apps.get_model("orgs", "Organization").objects.filter(pk=org_id).update(board_places="村委会门口；老学校旁")
        apps = migrate(AFTER)
        boards = apps.get_model("publication", "Carrier").objects.order_by("pk")
        assert [(one.org_id, one.kind, one.place) for one in boards] == [
            (org_id, "board", "村委会门口"),
            (org_id, "board", "老学校旁"),
        ]
        hung = dict(apps.get_model("publication", "Placement").objects.values_list("pk", "carrier_id"))
        assert [hung[key] for key in keys] == [boards[1].pk, boards[0].pk, None]
        assert list(hung.values()).count(None) == 2, "another organization's board of the same name is another board"
        apps = migrate(BEFORE)
        assert apps.get_model("orgs", "Organization").objects.get(pk=org_id).board_places == "村委会门口；老学校旁"
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
