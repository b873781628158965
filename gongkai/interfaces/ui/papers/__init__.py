"""Documents on paper: one description, rendered to Word and to PDF."""

from gongkai.interfaces.ui.papers.download import download

__all__ = ["download"]
