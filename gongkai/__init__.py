"""gongkai (公开): software for organizations that must disclose their affairs."""

__version__ = "0.1.0"
