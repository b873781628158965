"""What is wrong with a file, row by row; a page shows the first, the count tells of all."""

from dataclasses import dataclass, field

SHOWN = 200
KEPT = 2000  # collected before the first are chosen by row


@dataclass
class Findings:
    """Problems with row and column. However bad a file is, only so many are kept in memory."""

    count: int = 0
    kept: list[tuple[int, str, str]] = field(default_factory=list)

    def say(self, row: int, column: str, text: str) -> None:
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append((row, column, text))

    def shown(self) -> list[dict[str, object]]:
        """The first problems by row, as they are stored and shown."""
        first = sorted(self.kept, key=lambda problem: problem[0])[:SHOWN]
        return [{"row": row, "column": column, "text": text} for row, column, text in first]
