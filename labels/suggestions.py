"""What is proposed in an article, and what the coder says to it. The window and the command line ask here.

Names, actors, places and patterns are looked for when an article opens; what a model or another tool proposed waits in
table `suggestion`. Accepting writes the span that a coder's own hand would have written, with where it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from corpus import articles, journal
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from corpus.wording import counted, short
from labels import models, test_share, verdicts
from labels.span import HUMAN
from labels.spans import span_row
from labels.suggest.lexicon import Lexicon
from labels.suggest.merge import UNSAID, Key, merge, open_to
from labels.suggest.offers import Offer, decline, offers
from labels.suggest.offers import take as always
from labels.suggestion import Suggestion

__all__ = [
    "PATIENCE", "Offer", "accept", "always", "counts", "decline", "discard", "first_with", "in_articles",
    "of_article", "offers",
    "reject", "waiting",
]  # fmt: skip
PATIENCE = 0.1  # seconds that an article waits for expressions and token patterns
_TEXT = "SELECT text FROM article_text JOIN article ON article.id = article_id WHERE article_id = ? AND removed = 0"
_SPANS = 'SELECT start, "end", label_id FROM span WHERE article_id = ? AND coder_id = ?'
_TEXTS = (
    "SELECT article_id, text FROM article_text JOIN article ON article.id = article_id WHERE article_id IN ({}) "
    "AND removed = 0"
)
_CODED = 'SELECT article_id, start, "end", label_id FROM span WHERE article_id IN ({}) AND coder_id = ?'
_REJECTED = (
    'SELECT article_id, start, "end", label_id FROM verdict WHERE article_id IN ({}) AND coder_id = ? '
    "AND verdict = 'rejected' AND label_id IS NOT NULL"
)
_WAITING = (
    'SELECT start, "end", label_id, origin, score FROM suggestion JOIN label ON label.id = label_id '
    "WHERE article_id = ? AND retired = 0 AND (origin NOT GLOB 'model *' OR origin = (SELECT 'model ' || number "
    "FROM model JOIN setting ON setting.value = model.uid WHERE setting.key = ?)) ORDER BY suggestion.id"
)


def of_article(store: Store, article_id: int, *, lexicon: Lexicon, patience: float = PATIENCE) -> list[Suggestion]:
    """Return what the present coder may be asked about in an article, in reading order; writes nothing.

    Args:
        lexicon: what the project knows by name; it takes in first what it was told to `follow`.
        patience: seconds to wait for expressions and token patterns; `lexicon.behind` says that they were not done,
            and to ask again.
    """
    text = store.value(_TEXT, (article_id,))
    if text is None:
        return []
    lexicon.refresh(store)
    found = lexicon.find(store, str(text), article_id=article_id, patience=patience)
    found += waiting(store, article_id, length=len(text))
    me = store.coder_id
    coded = [(row[0], row[1], row[2]) for row in store.rows(_SPANS, (article_id, me))]
    return merge(open_to(found, coded, verdicts.rejected(store, article_id, coder_id=me)))


def in_articles(
    store: Store, article_ids: Sequence[int], *, lexicon: Lexicon, patience: float = PATIENCE
) -> Iterator[list[Suggestion]]:
    """Yield what names, lists and patterns propose in some hundred articles, each as `of_article`; no more than that.

    Articles that were removed are passed over.
    """
    lexicon.refresh(store)
    marks, me = ", ".join("?" * len(article_ids)), store.coder_id
    coded, rejected = (_by_article(store, sql.format(marks), (*article_ids, me)) for sql in (_CODED, _REJECTED))
    for article_id, text in store.rows(_TEXTS.format(marks), article_ids):
        found = lexicon.find(store, text, article_id=article_id, patience=patience)
        yield merge(open_to(found, coded.get(article_id, []), rejected.get(article_id, [])))


def waiting(store: Store, article_id: int, *, length: int) -> list[Suggestion]:
    """Return what the model in use and other tools proposed for an article, whatever was said to it since.

    What a model proposed before the article came to test models, by its group or since it was held out, is left out.

    Args:
        length: code points of the text; what lies behind its end is left out.
    """
    rows = store.rows(_WAITING, (article_id, models.USED))
    if any(row[3].startswith("model ") for row in rows) and test_share.is_barred(store, article_id):
        rows = [row for row in rows if not row[3].startswith("model ")]
    return [
        Suggestion(article_id, start, end, label_id, origin, score, _reason(origin, score))
        for start, end, label_id, origin, score in rows
        if end <= length
    ]


def accept(store: Store, suggestions: Sequence[Suggestion], *, label_id: int | None = None) -> Changes:
    """Write suggestions as the present coder's spans, all in one undoable step; new articles become "in progress".

    What the coder has coded meanwhile is passed over.

    Args:
        label_id: the label that the coder gives instead of the proposed one: the span is their own then, and what was
            proposed counts as rejected.

    Raises:
        UserError: a label or article is gone, or the project cannot be written; nothing was changed.
    """
    if not suggestions:
        return Changes()
    names = _label_names(store, [label_id] if label_id else {each.label_id for each in suggestions})
    words = short(verdicts.words(store, suggestions[0].article_id, *suggestions[0].range))
    name = names[label_id or suggestions[0].label_id]
    what = f"“{words}” as {name}" if len(suggestions) == 1 else counted(len(suggestions), "suggestion")
    with journal.step(store, "suggestion", f"Accept {what}", article_id=suggestions[0].article_id) as step:
        for article_id, some in groupby(sorted(suggestions, key=_BY_ARTICLE), key=_BY_ARTICLE):
            if _write(step, article_id, some, label_id) and articles.status(store, article_id) == "new":
                articles.put_status(step, article_id, "in progress")
        return step.changes


def reject(store: Store, suggestions: Sequence[Suggestion]) -> Changes:
    """Keep that these words do not carry these labels, as one undoable step; they are not proposed there again.

    Raises:
        UserError: an article is gone, or the project cannot be written; nothing was changed.
    """
    if not suggestions:
        return Changes()
    words = short(verdicts.words(store, suggestions[0].article_id, *suggestions[0].range))
    what = f"“{words}”" if len(suggestions) == 1 else counted(len(suggestions), "suggestion")
    with journal.step(store, "suggestion", f"Reject {what}", article_id=suggestions[0].article_id) as step:
        for each in suggestions:
            verdicts.put(step, each.article_id, *each.range, "rejected", origin=each.origin, label_id=each.label_id)
        return step.changes


def counts(store: Store) -> dict[str, int]:
    """Return how many suggestions of each model and tool wait in articles that are not removed, by origin."""
    rows = store.rows(
        "SELECT origin, count(*) FROM suggestion WHERE article_id NOT IN (SELECT id FROM article WHERE removed = 1) "
        "GROUP BY origin ORDER BY origin"
    )
    return {str(row[0]): int(row[1]) for row in rows}


def first_with(
    store: Store, article_ids: Iterable[int], *, lexicon: Lexicon, least: float = 0.0, progress: Progress = silent
) -> int | None:
    """Return the first of these articles in which something of at least that score is proposed, None for none.

    Raises:
        Cancelled: `progress` raised it.
    """
    for done, article_id in enumerate(article_ids):
        progress(done, None, "articles")
        if any(each.score >= least for each in of_article(store, article_id, lexicon=lexicon)):
            return article_id
    return None


def discard(store: Store, origin: str) -> int:
    """Take away all that one tool or model proposed and nobody accepted ("import gpt"); return how many."""
    with store.transaction():
        return store.db.conn.execute("DELETE FROM suggestion WHERE origin = ?", (origin,)).rowcount


_BY_ARTICLE = attrgetter("article_id")


def _by_article(store: Store, sql: str, params: Sequence[int]) -> dict[int, list[Key]]:
    found: dict[int, list[Key]] = {}
    for article_id, start, end, label_id in store.rows(sql, params):
        found.setdefault(article_id, []).append((start, end, label_id))
    return found


def _write(step: journal.Step, article_id: int, some: Iterable[Suggestion], label_id: int | None) -> bool:
    """Write the spans of one article; False when all of them were there."""
    store = step.store
    taken = {tuple(row) for row in store.rows(_SPANS, (article_id, step.coder_id))}
    written = False
    for each in some:
        chosen = label_id or each.label_id
        if (*each.range, chosen) in taken:
            continue
        surface = verdicts.words(store, article_id, *each.range)
        own = chosen != each.label_id
        row = span_row(article_id, *each.range, chosen, step.coder_id, surface)
        step.insert("span", row | {"origin": HUMAN if own else each.origin})
        if own:
            verdicts.put(step, article_id, *each.range, "rejected", origin=each.origin, label_id=each.label_id)
        taken.add((*each.range, chosen))
        written = True
    return written


def _label_names(store: Store, label_ids: Iterable[int]) -> dict[int, str]:
    names = {label_id: store.value("SELECT name FROM label WHERE id = ?", (label_id,)) for label_id in label_ids}
    if None in names.values():
        raise UserError("That label is gone; choose another.")
    return names


def _reason(origin: str, score: float) -> str:
    kind, _, name = origin.partition(" ")
    if kind != "model":
        return f"from {name}" + (f", {score:.0%} sure" if score != UNSAID else "")
    return f"Model {name}, {score:.0%} sure"
