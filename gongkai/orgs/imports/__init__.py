"""Tables of organizations and members as files: their shape, their empty template, and looking through them."""
