"""台账: append-only trail, outbox, numbers and stored files."""
