"""Says the same thing about many lines once: the first few by number, the rest by count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.article import Refusal
from corpus.readers.format import Job

_NAMED = 10


@dataclass(slots=True)
class Tally:
    """Collects numbers of lines (or records, or rows) by what is wrong with them.

    Attributes:
        unit: what the numbers count: "line", "record", "row".
    """

    unit: str
    _found: dict[str, list[int]] = field(default_factory=dict)
    _count: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, number: int) -> None:
        """Note that unit `number` is left out; `reason` continues "Line 4 "."""
        self._count[reason] = self._count.get(reason, 0) + 1
        numbers = self._found.setdefault(reason, [])
        if len(numbers) < _NAMED:
            numbers.append(number)

    def refusals(self, job: Job, *, taken: int) -> Iterator[Refusal]:
        """Yield one sentence for each kind of trouble; `taken` is how many articles the file did give."""
        for reason, numbers in self._found.items():
            count = self._count[reason]
            listed = ", ".join(f"{number:,}" for number in numbers)
            more = f" and {count - len(numbers):,} more" if count > len(numbers) else ""
            if count == 1:
                said = f"{self.unit} {listed} {reason}."
            elif not taken and len(self._found) == 1:
                said = f"there are no articles in it; each of its {count:,} {self.unit}s {reason}."
            else:
                said = f"{count:,} {self.unit}s were left out, because each {reason} ({self.unit}s {listed}{more})."
            yield Refusal(job.place(f"{self.unit} {numbers[0]}"), f"{job.name}: {said}")
