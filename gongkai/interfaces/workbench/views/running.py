"""How the installation runs, for those who keep it running; for all others this page does not exist."""

from django.shortcuts import render

from gongkai.archive import queries as archive
from gongkai.interfaces.workbench.frame import desk, frame
from gongkai.interfaces.workbench.running_rows import Running, rows_of, troubles_of
from gongkai.ledger import queries as reading
from gongkai.rulebook import queries as rulebook
from gongkai.rules.actor import Actor
from gongkai.rules.health import GIGABYTE
from gongkai.rules.timetable import BACKUP


@desk
def running(request):
    """Every job of the clock, what waits, the disk, the backup and the logs: what is wrong first, with its remedy."""
    actor, now = request.actor, request.now
    queue = reading.queue(actor, now=now)  # first: whoever may not see this page is turned away here
    beats = {one.job: one for one in reading.heartbeats(actor)}
    state = Running(
        beats,
        queue,
        reading.last_beat(actor),
        beats.get(BACKUP),
        reading.signed(actor),
        reading.free_space(actor),
        archive.damages(actor),
        reading.unanswered(actor),
    )
    hour_of = rulebook.parameters(Actor.clock()).hour
    rows = rows_of(state, hour_of=hour_of, now=now)
    context = frame(
        request, "workbench:running", crumbs=(("运行情况", ""),), rows=rows, troubles=troubles_of(state, rows, now=now),
        state=state, free=state.free / GIGABYTE,
    )  # fmt: skip
    return render(request, "workbench/running.html", context)
