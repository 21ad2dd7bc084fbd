"""Names in the project's actor spans that may be one actor: "these five names may be one". Nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.progress import Progress, silent
from corpus.store import Store
from labels.entity import acronyms, fold

_MOST = 5_000  # different names that are compared, the most frequent ones
_COMMON = 200  # a word that more names share tells nothing
_ALIKE = 88.0


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names that may be one actor.

    Attributes:
        names: as they stand in the articles, the most frequent first, each with its number of spans.
        entity_ids: actors that have one of the names already.
        why: what they have in common, in words.
    """

    names: tuple[tuple[str, int], ...]
    entity_ids: tuple[int, ...]
    why: str

    @property
    def count(self) -> int:
        """Spans with any of the names."""
        return sum(count for _, count in self.names)


def propose(store: Store, *, progress: Progress = silent) -> list[NameGroup]:
    """Return groups of names that may be one actor and are not known as one yet, the most frequent first."""
    names = _names(store)
    chains = _Chains(list(names))
    pairs = [*_abbreviated(names), *_alike(names, progress)]
    for one, other, why in pairs:
        chains.join(one, other, why)
    owners = _owners(store)
    found = [_group(members, why, names, owners) for members, why in chains.groups() if len(members) > 1]
    found += _spelled_apart(
        names, {fold for group in chains.groups() if len(group[0]) > 1 for fold in group[0]}, owners
    )
    return sorted((group for group in found if group), key=lambda group: -group.count)


def _names(store: Store) -> dict[str, list[tuple[str, int]]]:
    """Return the most frequent names by their folded form, each with its spellings."""
    rows = store.rows(
        "SELECT surface, count(*) FROM span JOIN label ON label.id = label_id JOIN article ON article.id = article_id "
        "WHERE kind = 'actor' AND removed = 0 GROUP BY surface ORDER BY count(*) DESC LIMIT ?",
        (_MOST,),
    )
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for surface, count in rows:
        found[fold(surface)].append((" ".join(surface.split()), count))
    return dict(found)


def _abbreviated(names: dict[str, list[tuple[str, int]]]) -> Iterator[tuple[str, str, str]]:
    for name in names:
        for short in acronyms(name):
            if short in names:
                yield name, short, "initials"


def _alike(names: dict[str, list[tuple[str, int]]], progress: Progress) -> Iterator[tuple[str, str, str]]:
    from rapidfuzz import fuzz

    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in {word for word in name.split() if len(word) > 2} | {name[:4] + "…"}:
            blocks[key].append(name)
    seen: set[tuple[str, str]] = set()
    for number, block in enumerate(blocks.values()):
        if number % 50 == 0:
            progress(number, len(blocks), "Comparing names")
        for at, one in enumerate(block if len(block) <= _COMMON else ()):
            for other in block[at + 1 :]:
                if (one, other) in seen:
                    continue
                seen.add((one, other))
                if fuzz.ratio(one, other) >= _ALIKE or fuzz.token_sort_ratio(one, other) >= _ALIKE + 4:
                    yield one, other, "spelling"
                elif _within(one, other):
                    yield one, other, "part of the name"


def _within(one: str, other: str) -> bool:
    """Whether one name is the other with words left out; a single word may be anybody's."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    return len(shorter) >= 2 and shorter < longer and len(longer) - len(shorter) <= 2


def _owners(store: Store) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for folded, entity_id in store.rows(
        "SELECT folded, entity_id FROM alias JOIN entity ON entity.id = entity_id WHERE retired = 0"
    ):
        found[folded].add(entity_id)
    return found


def _group(
    members: list[str], why: str, names: dict[str, list[tuple[str, int]]], owners: dict[str, set[int]]
) -> NameGroup | None:
    """Make a group; None when all its names belong to one actor already."""
    entity_ids = sorted(set[int]().union(*(owners.get(name, set()) for name in members)))
    if len(entity_ids) == 1 and all(owners.get(name) for name in members):
        return None
    spelled = [pair for name in members for pair in names[name]]
    return NameGroup(tuple(sorted(spelled, key=lambda pair: -pair[1])), tuple(entity_ids), why)


def _spelled_apart(
    names: dict[str, list[tuple[str, int]]], grouped: set[str], owners: dict[str, set[int]]
) -> list[NameGroup | None]:
    """Return names that differ by case, accents or "the" only and that no actor has."""
    alone = [name for name, spelled in names.items() if len(spelled) > 1 and name not in grouped and name not in owners]
    return [_group([name], "spelling", names, owners) for name in alone]


class _Chains:
    """Names joined pair by pair; each group remembers why."""

    def __init__(self, names: list[str]) -> None:
        self._above = {name: name for name in names}
        self._why: dict[str, list[str]] = defaultdict(list)

    def join(self, one: str, other: str, why: str) -> None:
        """Put the groups of two names together."""
        first, second = self._top(one), self._top(other)
        reasons = self._why[first]
        if first != second:
            self._above[second] = first
            reasons += self._why.pop(second, [])
        if why not in reasons:
            reasons.append(why)

    def groups(self) -> list[tuple[list[str], str]]:
        """Return the groups, each with its reasons."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._above:
            found[self._top(name)].append(name)
        return [(members, ", ".join(dict.fromkeys(self._why.get(top, [])))) for top, members in found.items()]

    def _top(self, name: str) -> str:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name
