"""Figures for Prometheus: for the token alone, true to the records, without a name (P40)."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from gongkai.ledger import actions as ledger
from gongkai.rules.actor import Actor

pytestmark = pytest.mark.twice

TOKEN = "a-token-of-the-tests-long-enough"  # noqa: S105


@pytest.fixture
def ask(settings, db):
    settings.GONGKAI_METRICS_TOKEN = TOKEN
    return lambda given=f"Bearer {TOKEN}": Client().get("/metrics", headers={"authorization": given})


def figures(answer) -> dict[tuple[str, str], float]:
    """What another program reads: name and label of each figure."""
    return {
        (one.name, "".join(one.labels.values())): one.value
        for family in text_string_to_metric_families(answer.content.decode())
        for one in family.samples
    }


def test_the_figures_are_those_of_the_records(ask):
    now = timezone.now()
    ledger.beat(Actor.clock(), job="reconcile", said="好", now=now - timedelta(minutes=5), took=timedelta(seconds=2))
    ledger.beat(Actor.clock(), job="mail", said="连不上", now=now, failed=True)
    read = figures(ask())
    assert 300 <= read["gongkai_job_age_seconds", "reconcile"] < 320
    assert read["gongkai_job_took_seconds", "reconcile"] == 2
    assert (read["gongkai_job_failures", "mail"], read["gongkai_job_failures", "reconcile"]) == (1, 0)
    assert read["gongkai_database_up", ""] == 1 and read["gongkai_disk_free_bytes", ""] > 0
    assert read["gongkai_outbox_due", ""] == 0


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN} "])
def test_without_the_token_there_is_no_such_page(ask, given):
    answer = ask(given)
    assert answer.status_code == 404 and answer.content == Client().get("/no-such-page/").content


def test_without_a_token_set_nobody_reads_them(ask, settings):
    settings.GONGKAI_METRICS_TOKEN = ""
    assert ask("Bearer ").status_code == 404


def test_with_the_database_away_only_that_is_said(ask):
    def away(*_):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        read = figures(ask())
    assert read["gongkai_database_up", ""] == 0 and not any(name == "gongkai_outbox_due" for name, _ in read)
