"""The outcome of an appraisal in words, for the public door and the workbench alike."""

from gongkai.rules.appraisals import Item, Mark
from gongkai.rules.terms import label

ITEM_NAMES = {item.value: label(item) for item in Item}
MARK_NAMES = {mark.value: label(mark) for mark in Mark}


def shown(outcome) -> dict | None:
    """The outcome ready for a table; None while there is none."""
    if outcome is None:
        return None
    return {
        "turnout": outcome.turnout, "low": outcome.low, "threshold": outcome.threshold, "smallest": outcome.smallest,
        "items": [(ITEM_NAMES[one.item], one) for one in outcome.items],
        "aware": [(label(key), yes, answered) for key, yes, answered in outcome.aware],
        "words": [(label(key), said) for key, said in outcome.words],
    }  # fmt: skip
