"""A phone's camera for QR codes: the drawing of a page becomes a picture, a scanner of its own reads it (D: tried as people would)."""

import re
from pathlib import Path

import zxingcpp
from lxml import html
from PIL import Image

DOT = 6  # pixels of one module


def scanned(markup: str) -> str:
    """What the QR code drawn as SVG in this markup says."""
    drawn = html.fromstring(markup).xpath("//*[local-name()='svg']")[-1]
    size = int(drawn.get("viewbox", drawn.get("viewBox")).split()[-1])
    (path,) = drawn.xpath(".//*[local-name()='path'][@stroke]")
    picture = Image.new("L", (size, size), 255)
    across, down = 0, 0.5
    for kind, first, second in re.findall(r"([Mmhz])(-?[\d.]+)?[ ,]?(-?[\d.]+)?", path.get("d")):
        if kind == "M":
            across, down = int(first), float(second)
        elif kind == "m":
            across, down = across + int(first), down + float(second)
        elif kind == "h":
            for place in range(across, across + int(first)):
                picture.putpixel((place, int(down)), 0)
            across += int(first)
    return read(picture.resize((size * DOT, size * DOT), Image.Resampling.NEAREST))


def read_all(picture: Path) -> list[str]:
    """What each QR code in a picture says, from the top down."""
    with Image.open(picture) as opened:
        found = zxingcpp.read_barcodes(opened.convert("L"))
    return [one.text for one in sorted(found, key=lambda one: one.position.top_left.y)]


def read(picture: Image.Image | Path) -> str:
    """What the one QR code in a picture says."""
    if isinstance(picture, Path):
        with Image.open(picture) as opened:
            return read(opened.convert("L"))
    (found,) = zxingcpp.read_barcodes(picture)
    return bytes(found.bytes).decode()
