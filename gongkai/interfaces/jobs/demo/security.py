"""A lost phone in the demonstration: the system administrator asks to reset somebody's second factor, and it waits."""

import base64

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from gongkai.interfaces.jobs.demo.desk import Desk
from gongkai.interfaces.jobs.demo.structure import NEXT_VILLAGE
from gongkai.orgs import actions
from gongkai.orgs.browsers import Whence
from gongkai.rules.second_factor import DIGITS, STEP, Demand

REASON = "手机丢失，备用码也没有带，本人当面来说的"


def load(desk: Desk) -> None:
    """The neighbouring village's deputy had set up a phone; nobody signs in as him."""
    here = Whence("127.0.0.1")
    person = desk.at(f"{NEXT_VILLAGE.lower()}-deputy")
    begun = actions.begin_second_factor(
        person, password="", issuer="演示", whence=here, demand=Demand.OFFERED, now=desk.now
    )
    plain = begun.typed.replace(" ", "")
    key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    code = TOTP(key, DIGITS, SHA1(), STEP).generate(int(desk.now.timestamp())).decode()  # noqa: S303 - as RFC 6238
    actions.confirm_second_factor(person, code=code, whence=here, session=None, now=desk.now)
    actions.ask_reset(desk.at("xitong"), user_id=person.user_id, reason=REASON, now=desk.now)
