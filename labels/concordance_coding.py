"""Labelling hits all over the corpus: first a plan that counts, then one undoable step that writes it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.wording import counted, short
from labels import evidence
from labels.cutter import Cutter
from labels.kwic import Place
from labels.spans import span_row

FEW = 300  # hits that are written at once; more of them are a job
_AT_ONCE = 500  # hits looked at, or spans written in one commit
_ARTICLE = itemgetter(0)


@dataclass(slots=True)
class Plan:
    """What labelling some hits comes to; nothing is written yet.

    Attributes:
        label_id: the label.
        places: what will be labelled, sorted: article, start and end (code points), one after the other.
        clashing: likewise, of hits whose words carry another label already, or only partly share a span's words.
        already: hits that carry the label.
        snapped: hits among `places` and `clashing` whose ends were moved to those of words.
        doubled: hits that come to the same words as another one.
        gone: hits whose article is gone, or that hold nothing but blanks.
        words: those of the first hit.
    """

    label_id: int
    places: array[int] = field(default_factory=lambda: array("q"))
    clashing: array[int] = field(default_factory=lambda: array("q"))
    already: int = 0
    snapped: int = 0
    doubled: int = 0
    gone: int = 0
    words: str = ""

    def __len__(self) -> int:
        return len(self.places) // 3

    @property
    def clashes(self) -> int:
        """How many hits clash."""
        return len(self.clashing) // 3

    def articles(self, *, clashing: bool = False) -> int:
        """Return in how many articles something will be labelled."""
        return len(set(self.places[::3]) | (set(self.clashing[::3]) if clashing else set()))


@dataclass(slots=True)
class Removal:
    """What taking labels off some hits comes to: the ids of the present coder's spans on those very words."""

    spans: array[int] = field(default_factory=lambda: array("q"))
    words: str = ""
    articles: int = 0

    def __len__(self) -> int:
        return len(self.spans)


def plan(
    store: Store, hits: Iterable[Place], label_id: int, *, exact: bool = False, progress: Progress = silent
) -> Plan:
    """Return what `label_all` would write for these hits. Ends are moved to those of words, unless `exact`.

    Raises:
        UserError: the words' ends cannot be had.
        Cancelled: `progress` asked to stop.
    """
    found = Plan(label_id)
    wanted = sorted(set(hits))
    with Cutter(store, progress=progress) as cutter:
        for at in range(0, len(wanted), _AT_ONCE):
            progress(at, len(wanted), "hits")
            _look(store, found, wanted[at : at + _AT_ONCE], None if exact else cutter)
    progress(len(wanted), len(wanted), "hits")
    return found


def label_all(store: Store, given: Plan, *, clashing: bool = False, progress: Progress = silent) -> Changes:
    """Label what a plan lists (with `clashing` also what clashes) as one undoable step, committed in parts.

    Raises:
        UserError: the label is gone, the project cannot be written, or the step was undone meanwhile.
        Cancelled: `progress` asked to stop; what was committed is one step.
    """
    name = store.value("SELECT name FROM label WHERE id = ?", (given.label_id,))
    if name is None:
        raise UserError("That label is gone; choose another.")
    places = sorted([*_threes(given.places), *(_threes(given.clashing) if clashing else ())])
    words = f"“{short(given.words)}”"
    what = f"Label {words} as {name}" if len(places) == 1 else f"Label {len(places):,} hits, as {words}, as {name}"
    changes, step_id = Changes(), None
    for at in range(0, len(places), _AT_ONCE):
        progress(at, len(places), "hits")
        with journal.step(store, "span", what, article_id=places[0][0], into=step_id) as step:
            _write(step, places[at : at + _AT_ONCE], given.label_id)
            changes |= step.changes
        step_id = step.id if step.changes or step_id else None
    return changes


def plan_removal(store: Store, hits: Iterable[Place], label_id: int | None, *, progress: Progress = silent) -> Removal:
    """Return the present coder's spans on these hits, of one label or (None) of any.

    A span counts when it is the hit's words, or the hit widened to whole words.
    """
    found, wanted, last = Removal(), sorted(set(hits)), 0
    with Cutter(store, progress=progress) as cutter:
        for at in range(0, len(wanted), _AT_ONCE):
            progress(at, len(wanted), "hits")
            some = wanted[at : at + _AT_ONCE]
            cut = cutter.cut(some)
            owned = _own(store, sorted({place[0] for place in some}))
            for place, snapped in zip(some, cut, strict=True):
                for start, end, label, span_id, surface in owned.get(place[0], ()):
                    if (start, end) in (place[1:], snapped) and label_id in (None, label):
                        found.spans.append(span_id)
                        found.words = found.words or surface
                        found.articles += place[0] != last
                        last = place[0]
    found.spans = array("q", dict.fromkeys(found.spans))
    return found


def unlabel_all(store: Store, given: Removal, *, progress: Progress = silent) -> Changes:
    """Remove the spans of a plan as one undoable step, committed in parts; those that are gone are passed over.

    Raises:
        UserError: the project cannot be written, or the step was undone meanwhile.
        Cancelled: `progress` asked to stop; what was committed is one step.
    """
    words = f"“{short(given.words)}”"
    what = f"Remove {words}" if len(given) == 1 else f"Remove {len(given):,} spans, as {words}"
    changes, step_id = Changes(), None
    for at in range(0, len(given), _AT_ONCE):
        progress(at, len(given), "spans")
        with journal.step(store, "span", what, into=step_id) as step:
            for span_id in given.spans[at : at + _AT_ONCE]:
                if store.value("SELECT 1 FROM span WHERE id = ? AND coder_id = ?", (span_id, step.coder_id)):
                    evidence.let_go(step, span_id)
                    step.delete("span", span_id)
            changes |= step.changes
        step_id = step.id if step.changes or step_id else None
    return changes


def preview(given: Plan, name: str) -> str:
    """Say in one sentence what a plan will do."""
    told = [f"{counted(len(given), 'hit')} in {counted(given.articles(), 'article')} will be labelled {name}"]
    told += [f"labelled so already: {given.already:,}"] if given.already else []
    told += [f"widened to whole words: {given.snapped:,}"] if given.snapped else []
    told += [f"clashing with another label: {given.clashes:,}"] if given.clashes else []
    told += [f"the same words as another hit: {given.doubled:,}"] if given.doubled else []
    told += [f"no longer there: {given.gone:,}"] if given.gone else []
    return "; ".join(told) + "."


def _look(store: Store, found: Plan, some: Sequence[Place], cutter: Cutter | None) -> None:
    """Add to a plan what some hits come to."""
    owned = _own(store, sorted({place[0] for place in some}))
    present = {row[0] for row in _present(store, sorted({place[0] for place in some}))}
    cut = cutter.cut(some) if cutter else [place[1:] for place in some]
    seen = {tuple(found.places[-3:]), tuple(found.clashing[-3:])}  # two hits in one word stand beside one another
    for place, bounds in zip(some, cut, strict=True):
        article_id = place[0]
        if bounds is None or article_id not in present:
            found.gone += 1
            continue
        if (article_id, *bounds) in seen:
            found.doubled += 1
            continue
        seen.add((article_id, *bounds))
        spans = owned.get(article_id, ())
        if any((start, end, label) == (*bounds, found.label_id) for start, end, label, *_ in spans):
            found.already += 1
            continue
        found.snapped += bounds != place[1:]
        clash = any(_clashes(bounds, (start, end)) for start, end, *_ in spans)
        (found.clashing if clash else found.places).extend((article_id, *bounds))
        found.words = found.words or _words(store, article_id, *bounds)


def _clashes(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges are the same or cross; one inside another does no harm."""
    if one == other:
        return True
    (start, end), (low, high) = one, other
    inside = (start <= low and high <= end) or (low <= start and end <= high)
    return start < high and low < end and not inside


def _write(step: journal.Step, places: Sequence[Place], label_id: int) -> None:
    store = step.store
    for article_id, some in groupby(places, key=_ARTICLE):
        text = store.value(_TEXT, (article_id,))
        written = False
        for _, start, end in some if text is not None else ():
            if end > len(text) or store.value(_SAME, (article_id, step.coder_id, label_id, start, end)):
                continue
            step.insert("span", span_row(article_id, start, end, label_id, step.coder_id, text[start:end]))
            written = True
        if written and articles.status(store, article_id) == "new":
            articles.put_status(step, article_id, "in progress")


_TEXT = "SELECT text FROM article_text JOIN article ON article.id = article_id WHERE article_id = ? AND removed = 0"
_SAME = 'SELECT 1 FROM span WHERE article_id = ? AND coder_id = ? AND label_id = ? AND start = ? AND "end" = ?'


def _own(store: Store, ids: list[int]) -> dict[int, list[tuple[int, int, int, int, str]]]:
    """Return start, end, label, id and words of the present coder's spans in some articles."""
    signs = ", ".join("?" * len(ids))
    rows = store.rows(
        'SELECT article_id, start, "end", label_id, id, surface FROM span '
        f"WHERE coder_id = ? AND article_id IN ({signs}) ORDER BY article_id",
        (store.coder_id, *ids),
    )
    return {key: [row[1:] for row in some] for key, some in groupby(rows, key=_ARTICLE)}


def _present(store: Store, ids: list[int]) -> list[tuple[int]]:
    signs = ", ".join("?" * len(ids))
    return store.rows(f"SELECT id FROM article WHERE removed = 0 AND id IN ({signs})", ids)


def _words(store: Store, article_id: int, start: int, end: int) -> str:
    sql = "SELECT substr(text, ?, ?) FROM article_text WHERE article_id = ?"
    return str(store.value(sql, (start + 1, end - start, article_id)) or "")


def _threes(flat: array[int]) -> Iterator[Place]:
    return zip(flat[::3], flat[1::3], flat[2::3], strict=True)
