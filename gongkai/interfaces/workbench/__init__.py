"""工作台: the door of staff and members."""
