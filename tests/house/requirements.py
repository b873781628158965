"""The requirements this version promises; each needs at least one test that is marked with it."""

PROMISED_RANGES = (
    (1, 173), (175, 176),
)  # fmt: skip
OPEN: set[str] = set()  # not kept yet, said openly
PROMISED = tuple(
    f"R{number}" for first, last in PROMISED_RANGES for number in range(first, last + 1) if f"R{number}" not in OPEN
)
