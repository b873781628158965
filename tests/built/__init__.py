"""Makes the database of the tests as `gongkai migrate` makes a new one: at once (an app of the tests only)."""
