"""Reading the rulebook's YAML files."""

from pathlib import Path
from typing import Any

import yaml

# The reader written in C where it is installed: ten times quicker, and every start reads the rulebook.
try:
    from yaml import CSafeLoader as Reader
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as Reader


def read(path: Path) -> Any:
    """The content of one file: plain values only, whatever it says."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Reader)  # noqa: S506 - a safe reader
