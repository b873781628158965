"""Counts of one day that all workers share, and that name nobody (guarantees §2.2, P27, P31)."""

from datetime import timedelta

import pytest

from gongkai.ledger.sources import SIZE, SOURCES, WRITE, WRONG, Sources, counter_file
from gongkai.participation.models import Opinion
from tests.covers import covers
from tests.factories.processes import in_two_processes
from tests.participation.asking import refusal
from tests.participation.voices import TODAY

ADDRESS = "10.1.2.3"


@pytest.fixture
def counts(tmp_path):
    return Sources(tmp_path / "counts")


def test_each_source_and_each_act_is_counted_apart_and_the_day_empties_all(counts):
    one, other = (counts.mark(address, today=TODAY) for address in (ADDRESS, "10.1.2.4"))
    assert [counts.spend(WRITE, one, today=TODAY) for _ in range(3)] == [1, 2, 3]
    assert counts.spent(WRITE, one, today=TODAY) == 3
    assert (counts.spent(WRONG, one, today=TODAY), counts.spent(WRITE, other, today=TODAY)) == (0, 0)
    tomorrow = TODAY + timedelta(days=1)
    assert counts.spent(WRITE, one, today=tomorrow) == 0
    assert counts.mark(ADDRESS, today=tomorrow) != one


def test_the_file_holds_numbers_only_is_never_larger_and_is_ours_alone(counts, tmp_path):
    for number in range(2000):
        counts.spend(WRITE, counts.mark(f"10.9.{number // 250}.{number % 250}", today=TODAY), today=TODAY)
    mark = counts.mark(ADDRESS, today=TODAY)
    counts.spend(WRITE, mark, today=TODAY)
    kept = (tmp_path / "counts").read_bytes()
    assert len(kept) == SIZE
    assert ADDRESS.encode() not in kept and mark.encode() not in kept and bytes.fromhex(mark) not in kept
    assert (tmp_path / "counts").stat().st_mode & 0o777 == 0o600
    assert counts.spent(WRITE, mark, today=TODAY) == 1, "among thousands of sources each still has its own number"


def test_a_place_that_others_can_read_is_not_used(tmp_path):
    (tmp_path / "open").touch()
    (tmp_path / "open").chmod(0o644)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("open", "link"):
        with pytest.raises(OSError):
            Sources(tmp_path / name).mark(ADDRESS, today=TODAY)


def test_the_counts_lie_in_memory_one_file_an_installation_and_without_memory_in_the_data_folder(settings, tmp_path):
    settings.GONGKAI_MEMORY = str(tmp_path)
    first = counter_file()
    assert first.parent == tmp_path and first.name.startswith("gongkai-")
    settings.DATA_DIR = tmp_path / "other"
    assert counter_file() != first
    for nowhere in ("", str(tmp_path / "nowhere")):
        settings.GONGKAI_MEMORY = nowhere
        assert counter_file() == tmp_path / "other" / "sources.count"


def test_two_processes_count_together(counts):
    mark = counts.mark(ADDRESS, today=TODAY)
    found = in_two_processes(lambda number: [counts.spend(WRITE, mark, today=TODAY) for _ in range(200)])
    assert sorted(number for one in found for number in one) == list(range(1, 401))


@covers("R98")
def test_a_visitor_without_a_name_has_the_daily_number_of_the_place_he_writes_from(voices):
    here, there = (SOURCES.mark(address, today=TODAY) for address in (ADDRESS, "10.1.2.4"))
    for _ in range(5):
        voices.submit("visitor", sign=False, source=here)
    assert refusal(voices.submit, "visitor", sign=False, source=here).code == "anonymous_many"
    assert refusal(voices.submit, "visitor", name="某某", source=here).code == "anonymous_many", (
        "a made-up name changes nothing"
    )
    assert refusal(voices.submit, "member", sign=False, source=here).code == "anonymous_many"
    assert voices.submit("member", source=here).signed, "an account has its own number"
    assert voices.submit("visitor", sign=False, source=there)
    assert Opinion.objects.count() == 7
