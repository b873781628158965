"""Libraries that only few pages need, loaded when the first such page is asked for: a web process stays small."""

from importlib import import_module
from typing import Any


class Later:
    """A module that is imported as soon as something of it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def later(name: str) -> Any:
    """The module of this name; what is wrong with it shows at its first use, not at the start."""
    return Later(name)
