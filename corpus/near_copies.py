"""Near-copies: articles that carry the same text under other headlines, a byline more, a paragraph less.

A group's number is the smallest article id that was in it when it was made. What a person said of two articles is kept:
those split are never grouped again (table `not_copy`), those joined stay together (the journal has it, so undo works).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations, product

from pyroaring import BitMap

from corpus import facets, journal
from corpus.changes import Changes
from corpus.copy_sets import CopySets
from corpus.derived import read_value
from corpus.errors import UserError
from corpus.progress import Cancelled, Progress, silent
from corpus.store import Store
from corpus.wording import counted

USUAL = 0.84  # likeness from which two articles are near-copies
LEAST, MOST = 0.6, 0.98  # what may be asked for: below, texts of one pattern fall together; above, nothing is a copy
_SETTING = "near_copies.likeness"
_BY_HAND = "join copies"  # the kind of step that holds what a person joined
_MOST_PAIRS = 20_000  # one split writes a row for each pair it parts
_AT_ONCE = 500
_FAILURES = 20  # comparisons an article may fail: texts of one pattern by the thousand are not compared pair by pair


@dataclass(frozen=True, slots=True)
class Group:
    """A group of near-copies. `size` counts articles that are not removed; at least two."""

    id: int
    size: int


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What grouping did.

    Attributes:
        changes: what was written; empty when every article was grouped so already.
        looked_at: articles compared with the others; compared: pairs compared word for word.
        groups, grouped: groups in the project now, and the articles in them.
        moved: articles whose group is another than before.
        stopped: it was stopped while it wrote; only some of `moved` were written.
    """

    changes: Changes = field(default_factory=Changes)
    looked_at: int = 0
    compared: int = 0
    groups: int = 0
    grouped: int = 0
    moved: int = 0
    stopped: bool = False

    @property
    def sentence(self) -> str:
        """What grouping found, for people."""
        found = f"{counted(self.grouped, 'article')} in {counted(self.groups, 'group')} of near-copies"
        rest = " Stopped before all of them were written." if self.stopped else ""
        return f"{counted(self.looked_at, 'article')} compared; {found}.{rest}"


# Reading


def groups(store: Store) -> list[Group]:
    """Return all groups, the largest first, then the newest."""
    rows = store.rows(
        "SELECT group_id, count(*) FROM article WHERE group_id IS NOT NULL AND removed = 0 "
        "GROUP BY group_id HAVING count(*) > 1 ORDER BY 2 DESC, 1 DESC"
    )
    return [Group(*row) for row in rows]


def members(store: Store, group_id: int) -> list[int]:
    """Return the articles of a group that are not removed, the first that came in first."""
    rows = store.rows("SELECT id FROM article WHERE group_id = ? AND removed = 0 ORDER BY id", (group_id,))
    return [row[0] for row in rows]


def group_of(store: Store, article_id: int) -> int | None:
    """Return the group of an article; None where it has no near-copy that is not removed."""
    group_id = store.value("SELECT group_id FROM article WHERE id = ? AND removed = 0", (article_id,))
    return int(group_id) if group_id is not None and len(members(store, group_id)) > 1 else None


def copies_of(store: Store, article_id: int) -> list[int]:
    """Return the other articles of an article's group."""
    group_id = group_of(store, article_id)
    return [] if group_id is None else [each for each in members(store, group_id) if each != article_id]


def threshold(store: Store) -> float:
    """Return the likeness from which articles of this project are near-copies, `LEAST` to `MOST`."""
    try:
        return min(max(float(store.setting(_SETTING, str(USUAL))), LEAST), MOST)
    except ValueError:
        return USUAL


def likeness(store: Store, first: int, second: int) -> float:
    """Return how alike two articles are, 0 to 1: of the words where both speak, the share that is the same.

    Raises:
        UserError: there is no such article.
    """
    from corpus.copy_pairs import Judge

    return Judge(store).likeness(first, second)


# Writing


def group(
    store: Store,
    *,
    threshold: float | None = None,
    only: Collection[int] | None = None,
    into: int | None = None,
    progress: Progress = silent,
) -> GroupReport:
    """Find near-copies and group them, as one undoable step. A job: at 100,000 articles it takes a minute or two.

    Stopped while it reads, it has written nothing but what makes the next run quicker; stopped while it writes, the
    groups written so far stand, the report says so, and one undo takes them back.

    Args:
        threshold: likeness from `LEAST` to `MOST`, remembered by the project; None: what it remembers, else `USUAL`.
        only: the articles of an import, say: they are compared with all, and the groups there are stay together.
            None: every group is made anew, but for what a person joined or split.
        into: the step of an import, which this becomes a part of: one undo takes back both.

    Raises:
        UserError: the threshold cannot be, or the project cannot be written.
        Cancelled: `progress` raised it before anything was written.
    """
    least = _threshold(store, threshold)
    article_ids = facets.ids(store, "article")
    asked = None if only is None else BitMap(only) & article_ids
    sets = CopySets(store.rows("SELECT article_id, other_id FROM not_copy"))
    for kept in _present(store).values() if asked is not None else _joined_by_hand(store):
        sets.join_all(each for each in kept if each in article_ids)
    compared = _find(store, sets, article_ids, asked, least, progress)
    wanted = {article_id: min(members) for members in sets for article_id in members}
    changes, moved, stopped = _write(store, wanted, into, progress)
    looked_at = len(article_ids if asked is None else asked)
    return GroupReport(changes, looked_at, compared, len(set(wanted.values())), len(wanted), moved, stopped)


def join(store: Store, article_ids: Iterable[int]) -> Changes:
    """Say that articles are near-copies: they and the groups they are in become one group, undoable.

    Raises:
        UserError: fewer than two articles are left, or the project cannot be written.
    """
    found = _standing(store, article_ids)
    if len(found) < 2:
        raise UserError("It takes two articles to join; choose one more.")
    whole = set(found)
    for group_id in {each for each in found.values() if each is not None}:
        whole |= set(members(store, group_id))
    with journal.step(store, _BY_HAND, f"Join {len(whole):,} near-copies") as step:
        for row_id, first, second in _parted(store, whole):
            if first in whole and second in whole:
                step.delete("not_copy", row_id)
        for article_id in sorted(whole):
            step.update("article", article_id, group_id=min(whole))
        return step.changes


def split(store: Store, article_ids: Iterable[int], *, together: bool = True) -> Changes:
    """Take articles out of their groups, never to be grouped with what they leave; undoable.

    Args:
        together: those of one group that leave it become a group of their own; else each stands alone. All articles of
            a group, given at once, each stand alone in any case.

    Raises:
        UserError: none of them is in a group, so many leave that the pairs cannot be kept, or the project cannot be
            written.
    """
    found = _standing(store, article_ids)
    leaving: dict[int, list[int]] = {}
    for article_id, group_id in found.items():
        if group_id is not None:
            leaving.setdefault(group_id, []).append(article_id)
    parts = [_part(sorted(members(store, each)), going, together=together) for each, going in leaving.items()]
    parts = [part for part in parts if part[1]]
    if not parts:
        raise UserError("None of these articles is in a group of near-copies.")
    if sum(len(pairs) for _, pairs in parts) > _MOST_PAIRS:
        raise UserError("So many articles cannot be split off at once; choose fewer.")
    count = sum(len(going) for going in leaving.values())
    with journal.step(store, "split copies", f"Split {counted(count, 'article')} from near-copies") as step:
        for groups_, pairs in parts:
            _part_rows(step, groups_, pairs)
        return step.changes


def _threshold(store: Store, given: float | None) -> float:
    if given is None:
        return threshold(store)
    if not LEAST <= given <= MOST:
        raise UserError(f"A likeness of {given:.0%} cannot be asked for; choose one from {LEAST:.0%} to {MOST:.0%}.")
    if given != threshold(store):
        store.set_setting(_SETTING, str(given))
    return given


def _find(
    store: Store, sets: CopySets, article_ids: BitMap, asked: BitMap | None, least: float, progress: Progress
) -> int:
    """Let the sets grow by what is alike; return the number of pairs compared word by word."""
    from corpus import copy_pairs  # numpy, and what reads words, only when copies are looked for

    copy_pairs.sign(store, article_ids, progress)
    pairs = copy_pairs.likely(*copy_pairs.signatures(store, article_ids), asked, progress)
    judge, failed, compared = copy_pairs.Judge(store), Counter[int](), 0
    for number, (first, second) in enumerate(pairs.tolist()):
        if number % _AT_ONCE == 0:
            progress(number, len(pairs), "Comparing word by word")
        if max(failed[first], failed[second]) >= _FAILURES or not sets.may_join(first, second):
            continue
        compared += 1
        if judge.likeness(first, second) >= least:
            sets.join(first, second)
        else:
            failed.update((first, second))
    return compared


def _present(store: Store) -> dict[int, list[int]]:
    """Return the groups there are, with their articles."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = store.rows("SELECT group_id, id FROM article WHERE group_id IS NOT NULL AND removed = 0 ORDER BY id")
    for group_id, article_id in rows:
        found[group_id].append(article_id)
    return found


def _joined_by_hand(store: Store) -> list[list[int]]:
    """Return the articles that a person joined, as the steps that stand tell it."""
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    rows = store.rows(
        "SELECT step_id, row_id, after FROM change JOIN step ON step.id = step_id "
        "WHERE kind = ? AND state IN (0, 3) AND tbl = 'article' ORDER BY change.id",
        (_BY_HAND,),
    )
    for step_id, row_id, after in rows:
        group_id = read_value(after).get("group_id")
        if isinstance(group_id, int):
            found[step_id, group_id].append(row_id)
    return [list(dict.fromkeys((group_id, *members_))) for (_, group_id), members_ in found.items()]


def _write(store: Store, wanted: dict[int, int], into: int | None, progress: Progress) -> tuple[Changes, int, bool]:
    """Give the articles their groups and take them from all others, as one step committed in parts.

    Return what was written, how many articles move, and whether it was stopped before all had moved.

    Raises:
        Cancelled: it was stopped before anything was written.
    """
    present = dict(store.rows("SELECT id, group_id FROM article WHERE group_id IS NOT NULL AND removed = 0"))
    moved = sorted(each for each in present.keys() | wanted.keys() if present.get(each) != wanted.get(each))
    changes, step_id = Changes(), into
    for at in range(0, len(moved), _AT_ONCE):
        try:
            progress(at, len(moved), "Writing groups")
        except Cancelled:
            if not changes:
                raise
            return changes, len(moved), True
        with journal.step(store, "group copies", "Group near-copies", into=step_id) as step:
            for article_id in moved[at : at + _AT_ONCE]:
                step.update("article", article_id, group_id=wanted.get(article_id))
            step_id = step.id
            changes = changes | step.changes
    return changes, len(moved), False


def _standing(store: Store, article_ids: Iterable[int]) -> dict[int, int | None]:
    """Return those of these articles that are not removed, with their groups."""
    found: dict[int, int | None] = {}
    for article_id in dict.fromkeys(article_ids):
        row = store.row("SELECT group_id FROM article WHERE id = ? AND removed = 0", (article_id,))
        if row:
            found[article_id] = row[0]
    return found


def _parted(store: Store, article_ids: Collection[int]) -> list[tuple[int, int, int]]:
    """Return the rows of pairs held to be no copies in which one of these articles comes first."""
    rows = []
    for article_id in article_ids:
        rows += store.rows("SELECT id, article_id, other_id FROM not_copy WHERE article_id = ?", (article_id,))
    return rows


Part = tuple[dict[int, int | None], list[tuple[int, int]]]


def _part(whole: list[int], going: list[int], *, together: bool) -> Part:
    """Return the new group of each article of a group, and the pairs that are parted."""
    staying = [each for each in whole if each not in going]
    if len(whole) < 2:
        return {}, []
    pairs = list(product(staying, going))
    if not together or not staying:
        pairs += combinations(sorted(going), 2)
    kept = [staying] if not together or not staying else [staying, going]
    new: dict[int, int | None] = dict.fromkeys(whole)
    new |= {each: min(part) for part in kept if len(part) > 1 for each in part}
    return new, [(min(pair), max(pair)) for pair in pairs]


def _part_rows(step: journal.Step, new: dict[int, int | None], pairs: list[tuple[int, int]]) -> None:
    held = {(first, second) for _, first, second in _parted(step.store, {first for first, _ in pairs})}
    for article_id, group_id in new.items():
        step.update("article", article_id, group_id=group_id)
    for first, second in pairs:
        if (first, second) not in held:
            step.insert("not_copy", {"article_id": first, "other_id": second})
