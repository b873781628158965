"""Board places that were a text become registered boards, and what hung there is linked to them (R59)."""

from datetime import datetime

from gongkai.rules.duties import LOCAL
from tests.covers import covers
from tests.factories.upgrades import migrate, old_database

AT = datetime(2026, 9, 3, 9, 0, tzinfo=LOCAL)
BEFORE = [("publication", "0003_carriers"), ("orgs", "0001_initial")]
AFTER = [("publication", "0004_carriers_from_texts"), ("orgs", "0002_board_places_are_carriers")]


def published(apps, path: str, places: tuple[str, ...]):
    """An organization with one publication, which hangs at these places; the organization's and the placements' keys."""

    def make(label, **fields):
        return apps.get_model(label).objects.create(**fields)

    org = make(
        "orgs.Organization", path=path, depth=len(path) // 4, kind="village", name=path, short_name=path, code=path
    )
    disclosure = make(
        "disclosures.Disclosure",
        org=org,
        org_path=path,
        code="C15",
        category="3",
        period="2026-08",
        number=path,
        created_at=AT,
    )
    edition = make(
        "disclosures.Edition", disclosure=disclosure, number=1, org_path=path, state="published", audiences=["public"],
        created_at=AT, state_at=AT,
    )  # fmt: skip
    revision = make(
        "disclosures.Revision",
        edition=edition,
        number=1,
        title="党费收缴",
        content="",
        sha256="0" * 64,
        saved_at=AT,
        saver_name="王五",
    )
    row = make(
        "publication.Publication", edition=edition, disclosure=disclosure, revision=revision, org=org, org_path=path,
        org_name=path, register_number=1, audience="public", code="C15", category="3", period="2026-08", title="党费收缴",
        published_at=AT,
    )  # fmt: skip
    hung = [
        make("publication.Placement", publication=row, method="gl", place=one, starts_at=AT, recorded_at=AT)
        for one in places
    ]
    return org.pk, [one.pk for one in hung]


@covers("R59")
def test_texts_become_boards_and_placements_hang_on_them(settings, tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), old_database(settings, tmp_path) as database:
        apps = migrate(database, BEFORE)
        org_id, keys = published(apps, "0001", ("老学校旁", "村委会门口；老学校旁", "别处"))
        published(apps, "00010002", ("老学校旁",))
        apps.get_model("orgs", "Organization").objects.filter(pk=org_id).update(board_places="村委会门口；老学校旁")
        apps = migrate(database, AFTER)
        boards = apps.get_model("publication", "Carrier").objects.order_by("pk")
        assert [(one.org_id, one.kind, one.place) for one in boards] == [
            (org_id, "board", "村委会门口"),
            (org_id, "board", "老学校旁"),
        ]
        hung = dict(apps.get_model("publication", "Placement").objects.values_list("pk", "carrier_id"))
        assert [hung[key] for key in keys] == [boards[1].pk, boards[0].pk, None]
        assert list(hung.values()).count(None) == 2, "another organization's board of the same name is another board"
        apps = migrate(database, BEFORE)
        assert apps.get_model("orgs", "Organization").objects.get(pk=org_id).board_places == "村委会门口；老学校旁"
