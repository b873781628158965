"""Addresses of tiles, rows of 256 neighbouring hashes of one height (C2SP tlog-tiles)."""

import re
from dataclasses import dataclass

HEIGHT = 8
WIDTH = 1 << HEIGHT
TALLEST = 5  # tiles of 256**6 leaves: more than will ever be
PLACE = re.compile(r"(?:x\d{3}/){0,4}\d{3}", re.ASCII)
WHOLE = re.compile(r"(?P<place>.+?)(?:\.p/(?P<width>[1-9]\d{0,2}))?", re.ASCII)


@dataclass(frozen=True)
class Tile:
    """The `number`-th tile of a level; `width` hashes of it are asked for."""

    level: int
    number: int
    width: int = WIDTH


def place(number: int) -> str:
    """The number of a tile in groups of three digits, all but the last with an x."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def parse_tile(level: int, text: str) -> Tile:
    """The tile that an address names. ValueError when it names none."""
    found = WHOLE.fullmatch(text)
    if found is None or not 0 <= level <= TALLEST or not PLACE.fullmatch(found["place"]):
        raise ValueError("no tile")
    number = int(found["place"].replace("x", "").replace("/", ""))
    width = int(found["width"] or WIDTH)
    if place(number) != found["place"] or width > WIDTH or (found["width"] and width == WIDTH):
        raise ValueError("no tile")
    return Tile(level, number, width)


def available(size: int, tile: Tile) -> bool:
    """Does a tree of this size hold so many complete subtrees in the tile?"""
    whole = size >> (HEIGHT * tile.level)
    return tile.number * WIDTH + tile.width <= whole
