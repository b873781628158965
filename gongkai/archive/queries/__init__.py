"""What belongs into a package."""

from gongkai.archive.queries.contents import Kept, kept, sealed

__all__ = ["Kept", "kept", "sealed"]
