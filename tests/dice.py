"""How often chance is asked: enough every day, far more often with GONGKAI_THOROUGH=1."""

import os

from hypothesis import HealthCheck, settings

THOROUGH = bool(os.environ.get("GONGKAI_THOROUGH"))
EXAMPLES = 1000 if THOROUGH else 25

# No time limits: a busy machine is not a wrong rule.
settings.register_profile("gongkai", max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def throws(daily: int, thorough: int) -> int:
    """How many invented cases a test looks at, every day and in the thorough run."""
    return thorough if THOROUGH else daily


# For rules on which every date and every number hangs: as often every day as a thorough run elsewhere would need.
carrying = settings(max_examples=throws(100, 5000))
