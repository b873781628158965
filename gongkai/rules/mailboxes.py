"""Which mail addresses can stand in the head of a letter at all (RFC 5322, 3.4.1)."""

from email.errors import MessageError
from email.headerregistry import Address


def writable(address: str) -> bool:
    """Can a letter be written to it? Every sign is printable ASCII, and a name stands before the @.

    A quoted name may hold control signs by the grammar of addresses; in a head they would break the letter.
    """
    try:
        return address.isascii() and address.isprintable() and bool(Address(addr_spec=address).username)
    except (MessageError, ValueError, IndexError):
        return False
