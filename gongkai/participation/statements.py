"""What the leaves about opinions commit to: the answer as it was decided, and what was published of it (P16).

An answer stands in the members' log with kind and moment only; what was published in general words in the
public one. Confidential opinions leave none: in a small place one more leaf would tell that there is one (P32).
"""

from typing import Any

from gongkai.participation.models import Opinion

VERSION = 1
DECIDE, PUBLISH = "decide", "publish"


def reply_key(step_id: int) -> str:
    """Under which key an answer is found in the members' log; each time it is decided anew has its own."""
    return f"reply:{step_id}"


def published_key(step_id: int) -> str:
    """The same for what was published, in the public log."""
    return f"reply-public:{step_id}"


def of_reply(opinion: Opinion) -> dict[str, Any]:
    """The answer, made again from the row whenever somebody checks."""
    return {
        "v": VERSION, "number": opinion.number, "result": opinion.result, "reason": opinion.reason,
        "answer": opinion.answer, "on": opinion.decided_on.isoformat() if opinion.decided_on else "",
    }  # fmt: skip


def of_published(opinion: Opinion) -> dict[str, Any]:
    """What everybody reads: no number, so that nobody learns when the opinion came."""
    return {"v": VERSION, "question": opinion.public_question, "answer": opinion.public_answer}
