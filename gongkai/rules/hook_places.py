"""Which machines a webhook may call: those of the open network, and inside only what the site's settings allow (P25, SSRF)."""

import ipaddress
import socket
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses inside which another one is wrapped: the inner one could be anything.
WRAPPED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))


def reachable(found: Address, networks: Sequence[str]) -> bool:
    """Is it an address of the open network, or of those that the site's settings allow besides?"""
    inner = getattr(found, "ipv4_mapped", None) or found
    if _inside(inner, networks):
        return True
    wrapped = isinstance(inner, ipaddress.IPv6Address) and any(inner in one for one in WRAPPED)
    return inner.is_global and not inner.is_multicast and not inner.is_reserved and not wrapped


def may_be_called(found: Address, *, secure: bool, networks: Sequence[str]) -> bool:
    """Plain http (`secure` false) never leaves the networks that the site's settings allow."""
    return reachable(found, networks) and (secure or _inside(found, networks))


def _inside(found: Address, networks: Sequence[str]) -> bool:
    return any(found in ipaddress.ip_network(one) for one in networks)


def spelled_address(host: str) -> Address | None:
    """The address that a host is by its spelling, also as 127.1, 2130706433 or 0x7f000001; None for a name. Asks nobody."""
    plain = host.partition("%")[0].rstrip(".")
    try:
        return ipaddress.ip_address(plain)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(plain))
    except OSError:
        return None
