"""All processes of the site are killed again and again while people write: what was acknowledged is there (P10)."""

import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest

from tests.covers import covers
from tests.faults.county_site import copied
from tests.interfaces.installation import COMMAND, free_port, wait_for

pytestmark = pytest.mark.twice
ROUNDS = 3


@contextmanager
def doomed(site):
    """The site in a group of processes of its own; at the end all of them are killed at once."""
    port = free_port()
    words = [*COMMAND, "serve", "--port", str(port), "--workers", "2", "--no-worker"]
    server = subprocess.Popen(
        words, env=site.place.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(port, "/healthz", 200)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)


@covers("R21")
def test_what_was_acknowledged_survives_the_death_of_every_process(tmp_path, county_at_rest):
    site = copied(county_at_rest, tmp_path / "data")
    for number in range(ROUNDS):
        stop = threading.Event()
        with doomed(site) as port:
            writers = site.writers(port, stop, number)
            enough, until = len(site.acknowledged) + 8, time.monotonic() + 30
            while len(site.acknowledged) < enough and time.monotonic() < until:
                time.sleep(0.02)
        stop.set()
        for one in writers:
            one.join(30)
    assert len(site.acknowledged) >= 8 * ROUNDS
    assert {code for code, _ in site.refused} <= {0}, site.refused[:3]
    assert set(site.acknowledged) - site.kept() == set()
