"""Prints of a photo, by which a copy of it is known again; see `rules.photo_prints`. Runs inside the limited child."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PIL import Image

from gongkai.rules.photo_prints import CUTS

SIDE = 16
WORKING = 384  # the photo is made this small first; what is finer tells nothing


def photo_prints(path: Path) -> Iterator[object]:
    """{"prints": [...]} as hexadecimal texts, that of the whole photo first."""
    with Image.open(path) as image:
        image.draft("L", (WORKING, WORKING))
        grey = image.convert("L").resize((WORKING, WORKING), Image.Resampling.BOX)
    found = []
    for left, top, right, bottom in product(CUTS, repeat=4):
        box = tuple(WORKING * cut / 100 for cut in (left, top, 100 - right, 100 - bottom))
        found.append(f"{_print(grey, box):x}")
    yield {"prints": found}


def _print(grey: Image.Image, box: tuple[float, ...]) -> int:
    """Which field is lighter than its right neighbour, row by row, as one number."""
    small = grey.resize((SIDE + 1, SIDE), Image.Resampling.BOX, box=box)
    fields = small.tobytes()
    number = 0
    for row in range(SIDE):
        line = fields[row * (SIDE + 1) : (row + 1) * (SIDE + 1)]
        for place in range(SIDE):
            number = number << 1 | (line[place] > line[place + 1])
    return number
