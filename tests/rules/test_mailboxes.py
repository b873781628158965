"""Which mail addresses a letter can be written to."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.mailboxes import writable


@pytest.mark.parametrize("address", ["name@example.org", '"a b"@example.org', "a@[127.0.0.1]"])
def test_ordinary_and_quoted_names_can_be_written_to(address):
    assert writable(address)


@pytest.mark.parametrize(
    "address", ["", "@", "name", '"\x01"@example.org', '"\x7f"@example.org', '""@example.org', "张@example.org"]
)
def test_what_a_head_cannot_hold_is_none(address):
    assert not writable(address)


@given(st.text(st.characters(max_codepoint=0x100)), st.sampled_from(["{}@example.org", '"{}"@example.org', "{}"]))
def test_what_is_writable_stands_whole_in_a_letter(name, shape):
    address = shape.format(name)
    if writable(address):
        mail = EmailMessage(policy=SMTP)
        mail["To"] = Address(addr_spec=address)
        assert mail.as_bytes().isascii()
