"""What tests of every room start from."""
