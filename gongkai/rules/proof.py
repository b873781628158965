"""Whether a session has been proved by a code of now, and which acts ask for it."""

from enum import StrEnum


class Proof(StrEnum):
    """How a session stands that wants to sign, open a name or administer."""

    ENOUGH = "enough"
    STALE = "stale"
    MISSING = "missing"


TERMS = {Proof.ENOUGH: "够了", Proof.STALE: "要再输一次动态码", Proof.MISSING: "还没有设动态码"}


class ProofNeeded(Exception):
    """The act is allowed, once the person has shown a code again. No refusal: the door asks, and the act goes on."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof
        super().__init__(proof)
