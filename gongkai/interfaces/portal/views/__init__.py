"""Views of the public door: they ask rooms and fill templates."""
