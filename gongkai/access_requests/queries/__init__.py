"""Reading in this room."""
