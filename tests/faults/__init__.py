"""What must hold when a process dies, a disk is full, or a database goes away in the middle of an act."""
