"""Writing in this room: one file per verb family."""
