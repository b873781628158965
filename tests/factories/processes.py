"""The same work in two real processes at once, as two workers of the server do it."""

import multiprocessing
import threading
from collections.abc import Callable

from django.db import connections

FORK = multiprocessing.get_context("fork")
PATIENCE = 60


def forked(work: Callable, *args) -> multiprocessing.Process:
    """A child, not yet started, that does this work in a thread, which has database connections of its own.

    Its main thread may find one that the parent has not closed: where a browser keeps an event loop, the parent's
    connections are those of the loop's context, and those of the time before come back in the child.
    """

    def child() -> None:
        thread = threading.Thread(target=work, args=args)
        thread.start()
        thread.join()

    return FORK.Process(target=child)


def in_two_processes(work: Callable, *args) -> list:
    """Run `work(number, *args)` as number 0 and number 1 together; what each answered, whoever was first."""
    connections.close_all()
    answers, together = FORK.Queue(), FORK.Barrier(2)

    def run(number: int) -> None:
        together.wait(PATIENCE)
        try:
            answers.put(work(number, *args))
        finally:
            connections.close_all()

    processes = [forked(run, number) for number in range(2)]
    for one in processes:
        one.start()
    found = [answers.get(timeout=PATIENCE) for _ in processes]
    for one in processes:
        one.join(PATIENCE)
    return found
