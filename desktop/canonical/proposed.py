"""What is proposed, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.progress import Progress
from corpus.store import Store
from desktop.canonical.lists import SHOWN, Line
from labels import canonical_proposals, canonicals
from labels.canonical import Canonical, Proposal
from labels.canonical_scores import Window


def looker(window: Window) -> Callable[[Store, Progress], tuple[list[Proposal], dict[int, str]]]:
    """Return the work of a job: it finds proposals within a window, and what the first of them are called."""

    def look(store: Store, progress: Progress) -> tuple[list[Proposal], dict[int, str]]:
        found = canonical_proposals.propose(
            store, days=window.days, km=window.km, min_score=window.min_score, progress=progress
        )
        return found, titles(store, found[:SHOWN])

    return look


def titles(store: Store, proposals: Sequence[Proposal]) -> dict[int, str]:
    """Return what the first event of each proposal is called."""
    return canonicals.titles(store, [each.event_ids[0] for each in proposals])


def about(proposal: Proposal) -> str:
    """Return what is said below a proposal in the list."""
    more = " · joined in part" if proposal.canonical_id else ""
    return f"{proposal.score:.0%} · {len(proposal.event_ids)} reports · {proposal.why}{more}"


def why(line: Line, canonical: Canonical | None) -> str:
    """Return what is said above the table."""
    differing = sum(choice.differs for choice in canonical.fields) if canonical else 0
    fields = f"{differing} fields differ" if differing != 1 else "1 field differs"
    return f"{line.about} · {fields if differing else 'all reports agree'}"
