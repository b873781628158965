"""Board places were a text of the organization: each place becomes a registered board, and what hung there is linked."""

import re

from django.db import migrations
from django.utils import timezone

BETWEEN = re.compile(r"[；;、\n]+")


def places(text):
    """The single places of a text, each once, in their order."""
    return list(dict.fromkeys(filter(None, (part.strip() for part in BETWEEN.split(text)))))


def register(apps, schema_editor):
    organization, carrier = apps.get_model("orgs", "Organization"), apps.get_model("publication", "Carrier")
    placement, publication = apps.get_model("publication", "Placement"), apps.get_model("publication", "Publication")
    now = timezone.now()
    known = set(carrier.objects.filter(kind="board", ended_on=None).values_list("org_id", "name"))
    made = []
    for org in organization.objects.filter(status="active").exclude(board_places="").order_by("pk").iterator():
        for place in places(org.board_places):
            if (org.pk, place[:60]) in known:
                continue
            known.add((org.pk, place[:60]))
            made.append(carrier(
                org=org, org_path=org.path, kind="board", name=place[:60], place=place[:120],
                from_date=timezone.localdate(now), registered_at=now,
            ))  # fmt: skip
    if not made:
        return
    carrier.objects.bulk_create(made, batch_size=500)
    texts = dict(organization.objects.filter(pk__in={one.org_id for one in made}).values_list("pk", "board_places"))
    first = {}
    for one in carrier.objects.filter(kind="board", ended_on=None).order_by("pk"):
        first.setdefault(one.org_id, one.pk)
        placement.objects.filter(
            carrier=None, method="gl", place=one.place, publication_id__in=publication.objects.filter(org=one.org_id).values("pk")
        ).update(carrier_id=one.pk)
    # Where the whole text was copied into the placement, the first board stands for it.
    for org_id, text in texts.items():
        placement.objects.filter(
            carrier=None, method="gl", place=text.strip()[:120],
            publication_id__in=publication.objects.filter(org=org_id).values("pk"),
        ).update(carrier_id=first[org_id])  # fmt: skip


def write_back(apps, schema_editor):
    """The other way: the places in use as one text."""
    organization, carrier = apps.get_model("orgs", "Organization"), apps.get_model("publication", "Carrier")
    found = {}
    for one in carrier.objects.filter(kind="board", ended_on=None).order_by("pk"):
        found.setdefault(one.org_id, []).append(one.place)
    for org_id, listed in found.items():
        organization.objects.filter(pk=org_id).update(board_places="；".join(listed))


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_carriers"), ("orgs", "0001_initial")]

    # Elidable: it only turns rows into rows, and a new database has none.
    operations = [migrations.RunPython(register, write_back, elidable=True)]
