"""QR codes on paper: an address that a phone opens."""

import io

import segno


def svg(address: str) -> bytes:
    """The address as an SVG picture, black on white with its quiet zone; a quarter of it may be smudged (ISO/IEC 18004, Q)."""
    target = io.BytesIO()
    segno.make_qr(address, error="q").save(
        target, kind="svg", border=4, light="#fff", svgclass=None, lineclass=None, omitsize=True
    )
    return target.getvalue()
