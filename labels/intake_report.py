"""What became of the articles somebody brought in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.article import RawSpan, Refusal
from corpus.changes import Changes


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A text that the project holds already, letter for letter."""

    where: str
    article_id: int
    title: str
    spans_added: int


@dataclass(slots=True)
class IntakeReport:
    """What came in and what did not.

    Attributes:
        held: spans put aside because the project lacks their label, with the article they belong to.
        changes: what to redraw; `changes.articles` is empty when many came in.
    """

    added: int = 0
    first_id: int | None = None
    spans: int = 0
    duplicates: list[Duplicate] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    spans_refused: list[Refusal] = field(default_factory=list)
    new_labels: list[str] = field(default_factory=list)
    held: list[tuple[int, RawSpan]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)

    @property
    def pending(self) -> dict[str, int]:
        """Labels the project lacks, with the number of spans held back for each, most first."""
        return dict(Counter(span.label for _, span in self.held).most_common())

    @property
    def sentence(self) -> str:
        """The report in one sentence."""
        parts = [f"{counted(self.added, 'article')} added"]
        for count, words in (
            (self.spans, f"with {counted(self.spans, 'span')}"),
            (len(self.duplicates), f"{counted(len(self.duplicates), 'duplicate')} found"),
            (len(self.refused), f"{len(self.refused):,} refused"),
            (len(self.spans_refused), f"{counted(len(self.spans_refused), 'span')} left out"),
        ):
            if count:
                parts.append(words)
        return ", ".join(parts) + (", then stopped." if self.cancelled else ".")


def counted(number: int, noun: str) -> str:
    """Return "1 span", "2 spans", "1,204 spans"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
