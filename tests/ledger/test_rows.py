"""A row is written as it was read, or not at all (P6, P7)."""

import pytest

from gongkai.ledger.rows import compare_and_set, set_once
from gongkai.orgs.models import Membership, Organization
from gongkai.rules.refusals import Refused
from tests.factories.drafts import Desk


@pytest.mark.django_db
def test_the_second_writer_of_the_same_version_is_told_so():
    org = Desk().world.village
    mine, theirs = Organization.objects.get(pk=org.pk), Organization.objects.get(pk=org.pk)
    compare_and_set(theirs, short_name="先写的")
    with pytest.raises(Refused) as refused:
        compare_and_set(mine, short_name="后写的")
    assert refused.value.code == "changed_meanwhile"
    found = Organization.objects.get(pk=org.pk)
    assert (found.short_name, found.version) == ("先写的", mine.version + 1)


@pytest.mark.django_db
def test_the_version_that_the_person_read_counts_not_the_newest():
    org = Desk().world.village
    read = org.version
    compare_and_set(org, short_name="别人写的")
    org.refresh_from_db()
    with pytest.raises(Refused):
        compare_and_set(org, version=read, short_name="按旧页面写的")


@pytest.mark.django_db
def test_a_state_that_moved_on_without_a_version_is_noticed_too():
    desk = Desk()
    edition = desk.written()
    type(edition).objects.filter(pk=edition.pk).update(state="secrecy")
    with pytest.raises(Refused):
        compare_and_set(edition, change_note="还当它是草稿")


@pytest.mark.django_db
def test_what_happens_once_is_written_once():
    desk = Desk()
    member = Membership.objects.create(
        org=desk.world.village, org_path=desk.world.village.path, name="韦小满", from_date=desk.today
    )
    set_once(member, "to_date", desk.today)
    with pytest.raises(Refused) as refused:
        set_once(member, "to_date", desk.today)
    assert refused.value.code == "changed_meanwhile"
