"""Everything that lies outside the database, in one folder for the time of a fixture."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def own_folder(folder: Path) -> Iterator[None]:
    """Data, uploads and stored pages go below `folder`, never into the working copy's own."""
    own = {"DATA_DIR": folder, "MEDIA_ROOT": folder / "files", "GONGKAI_PAGES": str(folder / "pages")}
    before = {name: getattr(settings, name) for name in own}
    for name, value in own.items():
        setattr(settings, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
