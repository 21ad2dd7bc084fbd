"""How much coding is missing before training makes sense, in plain sentences; counted without spaCy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.store import Store
from corpus.wording import counted
from labels.formats import selection
from labels.formats.report import ExportOptions
from labels.formats.selection import Item
from labels.formats.splits import assign

FEWEST_ARTICLES, FEWEST_SPANS = 4, 12  # below, there is nothing to learn or nothing to tell when to stop
FEW_ARTICLES, FEW_EXAMPLES, FEW_TESTS = 20, 10, 5  # below, a model is made, with a warning


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What there is to learn from, and what is missing.

    Attributes:
        articles: finished ones with a coder's word, test articles not counted; `tests` are those.
        spans: in these articles. labels: how many of each label.
        unfinished: articles that are begun or have spans, and are not done.
        needed: sentences; while there is one, training is refused.
        advised: sentences on what would make a model, or its scores, better.
    """

    articles: int
    spans: int
    tests: int = 0
    unfinished: int = 0
    labels: dict[str, int] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether a model can be trained."""
        return not self.needed

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is to be said, what is needed first."""
        return (*self.needed, *self.advised)


def shortfall(store: Store, *, finished_only: bool = True) -> Shortfall:
    """Return what is missing before training makes sense."""
    options = ExportOptions(finished_only=finished_only)
    held = selection.held_out(store)
    items = [item for item in selection.items(store, options) if item.id not in held]
    splits = assign((item.group for item in items), store.setting("uid"), options.split)
    learnt = [item for item in items if splits[item.group] != "test"]
    labels = _labels(store, learnt)
    found = Shortfall(
        articles=len(learnt),
        spans=labels.total(),
        tests=len(items) - len(learnt),
        unfinished=_unfinished(store) if finished_only else 0,
        labels=dict(labels.most_common()),
    )
    return Shortfall(
        *(found.articles, found.spans, found.tests, found.unfinished, found.labels),
        needed=tuple(_needed(found)),
        advised=tuple(_advised(found)),
    )


def _needed(found: Shortfall) -> Iterator[str]:
    if found.articles < FEWEST_ARTICLES:
        more = counted(FEWEST_ARTICLES - found.articles, "more article")
        known = f"{counted(found.articles, 'finished article')} to learn from"
        begun = f"; {counted(found.unfinished, 'article')} begun but not finished" if found.unfinished else ""
        advice = f"Finish at least {more}, better {FEW_ARTICLES} in all (Ctrl+Enter when one is read)"
        yield f"There {_is(found.articles)} {known}{begun}. {advice}."
    elif found.spans < FEWEST_SPANS:
        yield (
            f"There {_is(found.spans)} {counted(found.spans, 'span')} in the finished articles, too few to learn from. "
            f"Mark at least {FEWEST_SPANS - found.spans} more, better 200 in all."
        )


def _advised(found: Shortfall) -> Iterator[str]:
    if found.needed or found.articles < FEWEST_ARTICLES or found.spans < FEWEST_SPANS:
        return
    if found.articles < FEW_ARTICLES:
        yield (
            f"With {counted(found.articles, 'article')} a model learns little; "
            f"from {FEW_ARTICLES} on it begins to help."
        )
    if len(found.labels) == 1:
        yield f"There is one label only ({next(iter(found.labels))}); the model will know nothing else."
    rare = [f"{name} ({count})" for name, count in found.labels.items() if count < FEW_EXAMPLES]
    if rare and len(found.labels) > 1:
        yield f"Of some labels there are few examples, and the model will hardly find them: {', '.join(rare)}."
    if found.tests < FEW_TESTS:
        yield (
            f"Only {counted(found.tests, 'finished article')} of the test share {_is(found.tests)} there, so the "
            "scores will say little; about every tenth article belongs to it."
        )


def _labels(store: Store, items: list[Item]) -> Counter[str]:
    names = dict(store.rows("SELECT id, name FROM label"))
    found: Counter[str] = Counter()
    for batch in selection.batches(items):
        found.update(str(names[label_id]) for *_, label_id in selection.spans(store, batch))
    return found


def _unfinished(store: Store) -> int:
    return int(
        store.value(
            "SELECT count(*) FROM article WHERE removed = 0 AND NOT EXISTS (SELECT 1 FROM work WHERE "
            "article_id = article.id AND status = 'done') AND (span_count > 0 OR EXISTS "
            "(SELECT 1 FROM work WHERE article_id = article.id AND status <> 'new'))"
        )
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
