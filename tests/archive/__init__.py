"""The archive: what is kept and read without this software."""
