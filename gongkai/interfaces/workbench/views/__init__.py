"""Views of the staff's and members' door: they ask rooms and fill templates."""
