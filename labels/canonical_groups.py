"""Pairs of events to groups: every two of a group fit, so that a chain of neighbours is no happening.

Average linkage, the likeliest first: two groups become one when their members fit each other well enough on average,
and no two of them fit badly, are of one article, or were said to be two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from labels.canonical import Proposal
from labels.canonical_scores import Pair, Seen

_LARGEST = 25  # reports in one proposal
_Pairs = dict[tuple[int, int], Pair]


def group(
    seen: Sequence[Seen], pairs: Iterable[Pair], *, min_score: float, apart: set[frozenset[str]]
) -> list[Proposal]:
    """Return proposals, the likeliest first.

    Args:
        pairs: none twice; two events without a pair are never in one group, unless they are joined already.
        apart: uids of two events that are not one happening.
    """
    scores = {(pair.one, pair.other): pair for pair in pairs if not _parted(seen, pair, apart)}
    of = _joined(seen)
    likely = (pair for pair in scores.values() if pair.score >= min_score)
    for pair in sorted(likely, key=lambda each: (-each.score, each.one, each.other)):
        first, second = of.setdefault(pair.one, [pair.one]), of.setdefault(pair.other, [pair.other])
        if first is second or len(first) + len(second) > _LARGEST or _all_joined(seen, first, second):
            continue
        links = [scores.get((min(a, b), max(a, b))) for a in first for b in second]
        if None not in links and sum(link.score for link in links if link) / len(links) >= min_score:
            first += second
            of |= dict.fromkeys(second, first)
    groups = {id(members): sorted(members) for members in of.values() if len(members) > 1}.values()
    found = [_proposal(seen, members, scores) for members in groups]
    return sorted((each for each in found if each), key=lambda each: (-each.score, each.event_ids))


def _joined(seen: Sequence[Seen]) -> dict[int, list[int]]:
    """Return the members of canonical events, by each of them."""
    joined = defaultdict[int, list[int]](list)
    for at, each in enumerate(seen):
        if each.canonical_id is not None:
            joined[each.canonical_id].append(at)
    return {at: members for members in joined.values() for at in members}


def _all_joined(seen: Sequence[Seen], one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether both are canonical events already: a person joins these, nobody else."""
    return all(any(seen[at].canonical_id is not None for at in members) for members in (one, other))


def _parted(seen: Sequence[Seen], pair: Pair, apart: set[frozenset[str]]) -> bool:
    return bool(apart) and frozenset({seen[pair.one].uid, seen[pair.other].uid}) in apart


def _proposal(seen: Sequence[Seen], members: Sequence[int], scores: _Pairs) -> Proposal | None:
    """Make a proposal; None for reports that are joined already."""
    links = [pair for at, a in enumerate(members) for b in members[at + 1 :] if (pair := scores.get((a, b)))]
    if not links:
        return None
    best = max(links, key=lambda pair: pair.score)
    joined = next((seen[at].canonical_id for at in members if seen[at].canonical_id is not None), None)
    mean = sum(pair.score for pair in links) / len(links)
    return Proposal(tuple(seen[at].id for at in members), joined, round(mean, 3), best.why)
