"""The QR code on the printed sheet holds the item's address, whole and readable."""

import re
from xml.etree import ElementTree

import pytest
import segno

from gongkai.interfaces.ui import qr
from tests.publication.county import FUNDS, county

BORDER = 4


def modules(picture: bytes) -> set[tuple[int, int]]:
    """The dark modules that the strokes of the picture draw."""
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own picture
    strokes = next(one.get("d") for one in root.iter("{http://www.w3.org/2000/svg}path") if one.get("stroke"))
    dark, x, y = set(), 0.0, 0.0
    for kind, numbers in re.findall(r"([MmhHz])([-\d. ]*)", strokes):
        values = [float(one) for one in re.findall(r"-?\d*\.?\d+", numbers)]
        if kind in "Mm":
            x, y = (values[0], values[1]) if kind == "M" else (x + values[0], y + values[1])
        elif kind == "h":
            dark |= {(int(x) + step - BORDER, int(y) - BORDER) for step in range(int(values[0]))}
            x += values[0]
    return dark


@pytest.mark.parametrize(
    "address", ["https://example.org/item/500222Z01-C01-2026-00001/", "http://127.0.0.1:8000/item/长/"]
)
def test_the_picture_draws_every_dark_module(address):
    code = segno.make_qr(address, error="q")
    wanted = {(x, y) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}
    assert modules(qr.svg(address)) == wanted


def test_the_sheet_of_a_public_item_shows_the_code_of_its_own_address(db, client):
    place = county()
    edition = place.published(FUNDS)
    slug = edition.disclosure.number.replace("/", "-")
    page = client.get(f"/item/{slug}/").content.decode()
    assert f'src="/item/{slug}/qr.svg"' in page
    answer = client.get(f"/item/{slug}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content == qr.svg(f"http://testserver/item/{slug}/")
