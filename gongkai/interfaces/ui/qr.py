"""QR codes on paper: an address that a phone opens, or words that it keeps."""

import io
from functools import lru_cache

from gongkai.ledger.later import later

segno = later("segno")
REMEMBERED = 128  # codes of some 10 KB: the same few addresses are printed again and again


@lru_cache(REMEMBERED)
def svg(address: str) -> bytes:
    """The address as an SVG picture, black on white with its quiet zone; a quarter of it may be smudged (ISO/IEC 18004, Q).

    Several lines instead of an address stay coarse at level M, as in `inline`.
    """
    target = io.BytesIO()
    segno.make_qr(address, error="m" if "\n" in address else "q").save(
        target, kind="svg", border=4, light="#fff", svgclass=None, lineclass=None, omitsize=True
    )
    return target.getvalue()


@lru_cache(REMEMBERED)
def inline(text: str) -> str:
    """A few lines of text as SVG markup for a page: what stands beside it in print can be read off by a phone.

    Level M: a signed head of the log (some 200 bytes) stays as coarse as a smudged board needs.
    """
    return segno.make_qr(text, error="m").svg_inline(
        border=4, light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )


@lru_cache(REMEMBERED)
def png(address: str) -> bytes:
    """The same as a bitmap, for Word."""
    target = io.BytesIO()
    segno.make_qr(address, error="m" if "\n" in address else "q").save(target, kind="png", border=4, scale=6)
    return target.getvalue()
