"""Figures for Prometheus: jobs, what waits, the logs, the disk. No names, no texts, nothing of who asked for what."""

import hmac
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai import __version__
from gongkai.ledger import queries as ledger
from gongkai.ledger.later import later
from gongkai.rules.actor import Actor

prometheus = later("prometheus_client")
families = later("prometheus_client.core")


class Figures:
    """The installation as it stands at one moment, read anew for each question (a few queries)."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator:
        """Each figure with its meaning; with the database away only that."""
        info = families.InfoMetricFamily("gongkai", "Version that runs")
        info.add_metric([], {"version": __version__})
        yield info
        try:
            yield from self._told()
        except Error:
            yield families.GaugeMetricFamily("gongkai_database_up", "1 when the database answers", value=0)
        else:
            yield families.GaugeMetricFamily("gongkai_database_up", "1 when the database answers", value=1)

    def _told(self) -> Iterator:
        clock = Actor.clock()
        ages = families.GaugeMetricFamily("gongkai_job_age_seconds", "Since a job last ran", labels=["job"])
        failures = families.GaugeMetricFamily("gongkai_job_failures", "Failures of a job in a row", labels=["job"])
        took = families.GaugeMetricFamily("gongkai_job_took_seconds", "How long a job took last", labels=["job"])
        for beat in ledger.heartbeats(clock):
            ages.add_metric([beat.job], (self.now - beat.ran_at).total_seconds())
            failures.add_metric([beat.job], beat.failures)
            if beat.took_ms is not None:
                took.add_metric([beat.job], beat.took_ms / 1000)
        yield from (ages, failures, took)
        queue = ledger.queue(clock, now=self.now)
        yield families.GaugeMetricFamily("gongkai_outbox_due", "Acts that wait to be carried out", value=queue.due)
        yield families.GaugeMetricFamily(
            "gongkai_outbox_failing", "Acts that failed and are tried again", value=queue.failing
        )
        oldest = (self.now - queue.oldest).total_seconds() if queue.oldest else 0
        yield families.GaugeMetricFamily("gongkai_outbox_oldest_seconds", "Since when the oldest waits", value=oldest)
        unsigned = families.GaugeMetricFamily(
            "gongkai_log_behind", "1 when a log holds what is not signed", labels=["log"]
        )
        for one in ledger.signed(clock):
            unsigned.add_metric([one.log], int(one.behind))
        yield unsigned
        yield families.GaugeMetricFamily(
            "gongkai_disk_free_bytes", "Free space for the data", value=ledger.free_space(clock)
        )


@never_cache
@require_safe
def metrics(request):
    """The figures for who shows the installation's token; for everyone else, and without a token set, no such page."""
    wanted, (scheme, _, given) = settings.GONGKAI_METRICS_TOKEN, request.headers.get("Authorization", "").partition(" ")
    if not wanted or scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Http404
    registry = prometheus.CollectorRegistry()
    registry.register(Figures(request.now))
    return HttpResponse(prometheus.generate_latest(registry), content_type=prometheus.CONTENT_TYPE_LATEST)
