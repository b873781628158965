"""The content security policy: no inline script, no inline style, no foreign host."""

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

# The text editor puts one fixed stylesheet into the page; it is let in by its digest, nothing else is.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def with_editor(nonce: str) -> str:
    """The policy of the page with the text editor: its import map by nonce, its stylesheet by digest."""
    scripts = CSP.replace("script-src 'self'", f"script-src 'self' 'nonce-{nonce}'")
    return scripts.replace("style-src 'self'", f"style-src 'self' {EDITOR_STYLE}")
