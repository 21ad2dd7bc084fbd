"""What became of the articles somebody brought in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.article import RawEvent, RawSpan, Refusal
from corpus.changes import Changes
from corpus.wording import counted

_SAME = 10  # times that the same words about one file are written out; of the rest only the number


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
        events: number of events that came in.
        held_events: events put aside because the project lacks their type or a role, or a label of their spans.
        copies: articles that came in and are near-copies of others.
        step_id: the step that takes the import back, None when nothing came in.
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
    events: int = 0
    events_refused: list[Refusal] = field(default_factory=list)
    new_types: list[str] = field(default_factory=list)
    new_roles: list[str] = field(default_factory=list)
    held_events: list[tuple[int, RawEvent]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    copies: int = 0
    step_id: int | None = None
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)
    _again: Counter[tuple[str, str]] = field(default_factory=Counter)

    def warn(self, where: str, file: str, words: str) -> None:
        """Note what was assumed of an article; the same words about one file only a few times."""
        self._again[file, words] += 1
        if self._again[file, words] <= _SAME or not file:
            self.warnings.append(f"{where}: {words}")

    def warn_of_the_rest(self) -> None:
        """Say of how many more articles the words hold that were not written out again."""
        for (file, words), count in self._again.items():
            if file and count > _SAME:
                self.warnings.append(f"{file}, {counted(count - _SAME, 'more article')}: {words}")
        self._again.clear()

    @property
    def pending(self) -> dict[str, int]:
        """Labels the project lacks, with the number of spans held back for each, most first."""
        return dict(Counter(span.label for _, span in self.held).most_common())

    @property
    def needs_showing(self) -> bool:
        """Whether there is more to say than that all came in."""
        told = (self.refused, self.spans_refused, self.events_refused, self.duplicates, self.warnings)
        return any(told) or bool(self.held or self.held_events)

    @property
    def sentence(self) -> str:
        """The report in one sentence."""
        parts = [f"{counted(self.added, 'article')} added"]
        for count, words in (
            (self.spans or self.events, f"with {self._coding}"),
            (len(self.duplicates), f"{counted(len(self.duplicates), 'duplicate')} found"),
            (self.copies, f"{self.copies:,} of them near-copies of others"),
            (len(self.refused), f"{len(self.refused):,} refused"),
            (len(self.spans_refused), f"{counted(len(self.spans_refused), 'span')} left out"),
            (len(self.events_refused), f"{counted(len(self.events_refused), 'event')} left out"),
        ):
            if count:
                parts.append(words)
        return ", ".join(parts) + (", then stopped." if self.cancelled else ".")

    @property
    def _coding(self) -> str:
        known = ((self.spans, "span"), (self.events, "event"))
        return " and ".join(counted(number, noun) for number, noun in known if number)
