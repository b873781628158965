"""Documents on paper: one description, rendered to Word and to PDF."""

from gongkai.interfaces.ui.papers.download import MEDIA_TYPES, download

__all__ = ["MEDIA_TYPES", "download"]
