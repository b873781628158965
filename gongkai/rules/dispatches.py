"""Text messages that go to a group by phone or messenger (手机, 第七条（三）): their states, and what stands in their way.

The text is the edition's own of 70 characters; who is in the group is known to the network or the messenger, never here.
"""

from enum import StrEnum

from gongkai.rules.carriers import CarrierKind

KIND = CarrierKind.MOBILE


class DispatchState(StrEnum):
    """How far one message to one group is."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    DROPPED = "dropped"


TERMS = {
    DispatchState.WAITING: "等着发", DispatchState.SENT: "已发出", DispatchState.REFUSED: "没有收下",
    DispatchState.DROPPED: "没有发：内容已不公开",
}  # fmt: skip
OPEN = (DispatchState.WAITING, DispatchState.SENT)  # a group gets a publication once
REFUSALS = {
    "dispatch_group": "没有这个手机群。先在“载体”里登记手机群，再发。",
    "dispatch_twice": "这一件已经发到{name}了。同一件不发第二遍。",
}


def message_id(dispatch_id: int) -> str:
    """The same however often it is tried, so that who takes it over knows it again."""
    return f"gongkai-message-{dispatch_id}"
