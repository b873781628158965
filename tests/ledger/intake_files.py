"""Makes the friendly and hostile files on which the intake is tried."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
from PIL import Image

CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
XLSX_PARTS = {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": b"<workbook/>"}


def zipped(path: Path, parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def repacked(path: Path, changes: dict[str, bytes]) -> Path:
    """The same zip with some parts replaced or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(path, {**parts, **changes})


def word(path: Path, *paragraphs: str, author: str = "") -> Path:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.author = author
    document.save(str(path))
    return path


def excel(path: Path, rows, title: str = "表") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def photo(path: Path, size=(40, 30), form: str = "JPEG", exif=None) -> Path:
    image = Image.new("RGB", size, (200, 30, 30))
    image.save(path, form, **({"exif": exif} if exif else {}))
    return path


def located() -> Image.Exif:
    """Exif data that tell a camera and a place."""
    exif = Image.Exif()
    exif[0x010F] = "CAMERAMARK"
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 1.0, 2.0), 3: "E", 4: (106.0, 39.0, 4.0)})
    return exif


def pdf(path: Path, text: str = "", author: str = "", catalog: str = "", trailer: str = "") -> Path:
    """A small PDF written by hand, with latin text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        f"<< /Author ({author}) >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    body += "".join(f"{place:010d} 00000 n \n" for place in places)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    path.write_bytes(body.encode("latin-1"))
    return path


def with_flag(path: Path, flag: int) -> Path:
    """Set a flag bit in every directory record, e.g. 1 for encryption, without encrypting."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        old = struct.unpack_from("<H", data, at + 8)[0]
        struct.pack_into("<H", data, at + 8, old | flag)
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(data))
    return path


def sharing_bytes(path: Path) -> Path:
    """A zip whose two directory records point at one and the same part (overlapping bomb)."""
    parts = dict(XLSX_PARTS) | {"xl/a.xml": b"x" * 5000, "xl/b.xml": b"x" * 5000}
    zipped(path, parts)
    data = bytearray(path.read_bytes())
    records, at = [], data.find(b"PK\x01\x02")
    while at >= 0:
        records.append(at)
        at = data.find(b"PK\x01\x02", at + 4)
    data[records[-1] + 42 : records[-1] + 46] = data[records[-2] + 42 : records[-2] + 46]
    path.write_bytes(bytes(data))
    return path


def png_header(path: Path, width: int, height: int) -> Path:
    """A PNG that declares a huge size and holds next to nothing."""
    buffer = io.BytesIO()
    Image.new("1", (8, 8)).save(buffer, "PNG")
    data = bytearray(buffer.getvalue())
    struct.pack_into(">II", data, 16, width, height)
    struct.pack_into(">I", data, 29, zlib.crc32(bytes(data[12:29])))
    path.write_bytes(bytes(data))
    return path
