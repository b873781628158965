"""The fuse box: settings, addresses and start-up."""
