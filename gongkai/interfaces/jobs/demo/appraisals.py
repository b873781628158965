"""A round of members' appraisal that is open in the try-out village, with keys to try the counting."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from gongkai.interfaces.jobs.demo.desk import CLERK, Desk
from gongkai.participation import actions as participation
from gongkai.participation import tally

FOLDER = "demo-tally"
DAYS = 20


def load(desk: Desk) -> int:
    """Prepare and open the round; the scrutineers' files lie in the data folder, as nowhere else. Answers its id."""
    keys = tally.keygen()
    made = participation.prepare_round(
        desk.at(CLERK), org_id=desk.org.pk, title=f"{desk.today.year}年党务公开民主评议",
        ends_on=desk.today + timedelta(days=DAYS), **desk.when,
    )  # fmt: skip
    participation.set_key(
        desk.at(CLERK), round_id=made.pk, pem=keys.public, scrutineers=("罗德文", "杨秀珍", "谭朝贵"), now=desk.tick()
    )
    participation.move_round(desk.at(CLERK), round_id=made.pk, verb="open", **desk.when)
    folder = Path(settings.DATA_DIR) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, text in (
        ("private.locked", keys.locked),
        *((f"share-{n}.txt", one) for n, one in enumerate(keys.shares, 1)),
    ):
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return made.pk
