"""Acts of this room."""

from gongkai.archive.actions.packing import Packed, pack

__all__ = ["Packed", "pack"]
