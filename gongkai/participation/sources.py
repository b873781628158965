"""Where requests come from, for the limits only: a keyed mark that lives in memory for one day (guarantees §2.2).

Nothing of this is ever written. The key is drawn at random each day in each process and thrown away,
so that a mark says nothing the day after, and nothing to another process.
"""

import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections import Counter
from datetime import date

MOST_MARKS = 200_000
IPV6_HOME = 64  # one household has as many addresses as it likes below this


def household(address: str) -> str:
    """The address, of IPv6 the network of one household; what is no address counts as one source."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, IPV6_HOME), strict=False))
    return str(found)


class Sources:
    """Marks and their counts of one day."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day: date | None = None
        self._key = b""
        self._spent: Counter[tuple[str, str]] = Counter()

    def _turn(self, today: date) -> None:
        if self._day != today:
            self._day, self._key = today, secrets.token_bytes(32)
            self._spent.clear()

    def mark(self, address: str, *, today: date) -> str:
        """What stands for an address today, in this process."""
        with self._lock:
            self._turn(today)
            return hmac.new(self._key, household(address).encode(), hashlib.sha256).hexdigest()

    def spent(self, what: str, mark: str, *, today: date) -> int:
        """How often this source did it today."""
        with self._lock:
            self._turn(today)
            return self._spent[what, mark]

    def spend(self, what: str, mark: str, *, today: date) -> None:
        """Count once. A flood of sources drops the counts rather than fill the memory."""
        with self._lock:
            self._turn(today)
            if len(self._spent) >= MOST_MARKS:
                self._spent.clear()
            self._spent[what, mark] += 1


SOURCES = Sources()
