"""How the law says no: a code with facts, never prose."""

from typing import Any


class Refused(Exception):
    """An act is not allowed. `code` names the reason, `facts` fill its sentence.

    The Chinese sentence of each code stands in `gongkai.rules.terms` (`explain`).
    `hidden` is true when the asker may not even know that the object exists; a door
    then answers exactly as for a missing page.
    """

    def __init__(self, code: str, /, *, hidden: bool = False, **facts: Any) -> None:
        self.code = code
        self.hidden = hidden
        self.facts = facts
        super().__init__(code)


def missing() -> Refused:
    """What someone hears who asks for a thing that is absent or not theirs to know."""
    return Refused("not_found", hidden=True)
