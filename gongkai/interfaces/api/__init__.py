"""The machines' door: what people do at the desk and visitors read, for other systems, by the same rooms and rules."""
