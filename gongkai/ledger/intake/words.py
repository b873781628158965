"""What a reader of documents finds in a file."""

from dataclasses import dataclass, field


@dataclass
class Words:
    """`lines`: what one sees; `notes`: Chinese sentences for the checker; `unseen`: deleted and hidden words.

    `pages`: how many sheets it prints on, None where the file does not say.
    """

    lines: list[str]
    notes: list[str]
    unseen: list[str] = field(default_factory=list)
    pages: int | None = None
