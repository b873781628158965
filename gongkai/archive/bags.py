"""Folders by RFC 8493 (BagIt): written whole or not at all, and looked through for every difference (P38)."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, SEAL = "manifest-sha512.txt", "tagmanifest-sha512.txt"
BLOCK = 1 << 20
Part = tuple[str, bytes | Path]  # where it lies below data/, and what it is


@dataclass(frozen=True, order=True)
class Difference:
    """What does not fit. `what`: missing, changed, untracked, or unreadable for a list that cannot be understood."""

    path: str
    what: str


def digest(path: Path) -> str:
    """SHA-512 of a file, a megabyte in memory at a time."""
    found = hashlib.sha512()
    with open(path, "rb") as read:
        while block := read.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def write(target: Path, *, parts: Iterable[Part], info: Mapping[str, str]) -> str:
    """Make the folder `target` and return what seals it: the digest of its last list.

    It is made beside its place and moved there when whole, so an interruption leaves no half package.
    """
    half = target.with_name(f"{target.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    (half / "data").mkdir(parents=True)
    try:
        sums, size = {}, 0
        for name, content in parts:
            place = half / "data" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                place.write_bytes(content)
            else:
                shutil.copyfile(content, place)
            sums[f"data/{name}"], size = digest(place), size + place.stat().st_size
        tags = {"Payload-Oxum": f"{size}.{len(sums)}", **info}
        _write_tags(half, sums, "".join(f"{key}: {' '.join(value.split())}\n" for key, value in tags.items()))
        half.rename(target)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return digest(target / SEAL)


def _write_tags(folder: Path, sums: Mapping[str, str], info: str) -> None:
    tags = {"bagit.txt": DECLARATION, "bag-info.txt": info, MANIFEST: _lines(sums)}
    for name, text in tags.items():
        (folder / name).write_bytes(text.encode())
    (folder / SEAL).write_bytes(_lines({name: digest(folder / name) for name in tags}).encode())


def _lines(sums: Mapping[str, str]) -> str:
    return "".join(f"{sums[name]}  {_escaped(name)}\n" for name in sorted(sums))


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _plain(name: str) -> str:
    return name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def check(folder: Path) -> list[Difference]:
    """Every difference between the folder and its lists; an empty list: complete and unchanged."""
    found: set[Difference] = set()
    payload, tags = _sums(folder / MANIFEST, found), _sums(folder / SEAL, found)
    if not _same_text(folder / "bagit.txt", DECLARATION):
        found.add(Difference("bagit.txt", "changed"))
    present = set(_files(folder))
    for name, expected in {**payload, **tags}.items():
        if name not in present:
            found.add(Difference(name, "missing"))
        elif digest(folder / name) != expected:
            found.add(Difference(name, "changed"))
    known = {*payload, *tags, SEAL}
    found |= {Difference(name, "untracked") for name in present - known}
    return sorted(found)


def _same_text(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _files(folder: Path) -> Iterator[str]:
    """Names of all files as the file system spells them; a link is no file of the package."""
    for here, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        yield from ((Path(here) / name).relative_to(folder).as_posix() for name in (*names, *links))


def _sums(path: Path, found: set[Difference]) -> dict[str, str]:
    """The digests of a list by name; lines that are none, or that lead out of the folder, are reported."""
    sums: dict[str, str] = {}
    try:
        lines = path.read_bytes().decode().removesuffix("\n").split("\n")
    except FileNotFoundError:
        found.add(Difference(path.name, "missing"))
        return sums
    except UnicodeDecodeError:
        found.add(Difference(path.name, "unreadable"))
        return sums
    for line in lines:
        value, _, name = line.partition("  ")
        name = _plain(name)
        pure = PurePosixPath(name)
        if len(value) != 128 or not name or pure.is_absolute() or ".." in pure.parts or name in sums:
            found.add(Difference(path.name, "unreadable"))
            continue
        sums[name] = value
    return sums
