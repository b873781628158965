"""Drafting by many hands at once: one winner per revision, one start per duty (P6)."""

import pytest

from gongkai.approvals import actions as approvals
from gongkai.approvals.models import ReviewStep
from gongkai.disclosures import actions
from gongkai.disclosures.models import Edition, Revision
from tests.covers import covers
from tests.factories.drafts import TEXT, Desk
from tests.factories.parallel import at_once, file_database, seen


@covers("R20", "R21")
@pytest.mark.django_db(transaction=True)
def test_eight_saves_at_once_have_one_winner_per_revision(tmp_path):
    desk = Desk()
    edition = desk.start()
    clerk = desk.at("clerk")

    def save(text: str):
        return lambda: (
            actions.save_revision(
                clerk, edition_id=edition.pk, based_on=rounds, now=desk.now, **(TEXT | {"content": text})
            ).number
        )

    with file_database(tmp_path):
        for rounds in (1, 2, 3):
            results = at_once([save(f"第{rounds}轮第{n}人写的。") for n in range(8)])
            assert sorted(map(str, results)) == sorted([str(rounds + 1)] + ["changed_meanwhile"] * 7)
        numbers = seen(lambda: sorted(Revision.objects.filter(edition=edition).values_list("number", flat=True)))
        assert numbers == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_eight_starts_at_once_start_one(tmp_path):
    desk = Desk()
    clerk, village = desk.at("clerk"), desk.world.village.pk

    def start():
        return actions.start(clerk, org_id=village, code="C14", period="2026-10", now=desk.now).pk

    with file_database(tmp_path):
        assert len(set(at_once([start] * 8))) == 1
        assert seen(Edition.objects.count) == 1


@pytest.mark.django_db(transaction=True)
def test_saving_and_sending_at_once_never_mix(tmp_path):
    """Whoever comes second is refused or comes before: what is under review is what was last saved."""
    desk = Desk()
    edition = desk.written()
    clerk = desk.at("clerk")

    def send():
        return approvals.act(clerk, edition_id=edition.pk, verb="submit", now=desk.now, today=desk.today)

    def save():
        return actions.save_revision(
            clerk, edition_id=edition.pk, based_on=2, now=desk.now, **(TEXT | {"plain": "后来改的。"})
        ).number

    with file_database(tmp_path):
        sent, *saves = at_once([send, save, save, save])
        assert sent == "secrecy" or sent == "changed_meanwhile"
        newest = seen(lambda: Revision.objects.filter(edition=edition).order_by("-number").first().pk)
        signed = seen(lambda: list(ReviewStep.objects.filter(edition=edition).values_list("revision_id", flat=True)))
        assert signed == ([newest] if sent == "secrecy" else [])
