"""Finds the files of the repository and reads Python as a tree, for the tests of the house."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository, committed or about to be, relative to its root."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return tuple(Path(name) for name in sorted(filter(None, listing.stdout.split("\0"))) if (ROOT / name).is_file())


def python(folder: str = "") -> list[Path]:
    """The Python files below a folder, migrations left out."""
    return [
        path for path in files()
        if path.suffix == ".py" and path.as_posix().startswith(folder) and "migrations" not in path.parts
    ]  # fmt: skip


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def text(path: Path) -> str | None:
    """The file's text, None when it is not text."""
    raw = (ROOT / path).read_bytes()
    return None if b"\0" in raw else raw.decode("utf-8")


def imported(node: ast.AST) -> list[str]:
    """The modules an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
