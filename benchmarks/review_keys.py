"""How many actions coding takes an analyst, without suggestions and with those of names, from the first label.

    python benchmarks/review_keys.py re3d ../shared/data/re3d
    python benchmarks/review_keys.py uner ../shared/data/uner_ewt --orders 5

An analyst who knows the answer goes through the articles in an order drawn by chance, in a real project, and finishes
each. An action is a key, or a selection with the mouse. By hand a span takes a selection and a label's key; with Shift
that key labels every mention of the words in the article, which is used wherever all of them are to carry the label.

With suggestions the analyst decides on each before anything else is labelled: a key accepts, rejects or corrects the
one in hand; with Shift it accepts or rejects every suggestion of the same words and label in the article, which is used
wherever that is right. What was not proposed is done by hand. No model is involved.

*an accepted span* counts the keys spent on suggestions (accepted, corrected, turned down) against the actions that
these very spans take by hand: with Shift wherever it helps, and with a selection and a key for each.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from coded_corpora import CORPORA

from corpus import articles as all_articles
from corpus.article import RawArticle
from corpus.changes import Changes
from corpus.store import Store
from labels import labels, spans, suggestions
from labels.intake import take_in
from labels.span import mentions
from labels.suggest.lexicon import Lexicon
from labels.suggestion import Suggestion

BY_HAND = 2  # actions: a selection and a key
Key = tuple[int, int, int]  # start and end (code points), label id


@dataclass
class Count:
    """Actions of one pass through the corpus.

    Attributes:
        right, wrong: suggestions that were accepted or corrected, and turned down.
        keys, wasted: spent on suggestions; those of them that turned down.
        right_by_hand: what the spans accepted or corrected take without suggestions.
    """

    coded: int = 0
    by_hand: int = 0
    right: int = 0
    wrong: int = 0
    keys: int = 0
    wasted: int = 0
    right_by_hand: float = 0.0

    @property
    def actions(self) -> int:
        return self.by_hand + self.keys

    @property
    def saved(self) -> float:
        """Share of the actions that the accepted spans take by hand, with Shift."""
        return 1 - self.keys / self.right_by_hand if self.right else 0.0

    @property
    def saved_singly(self) -> float:
        """The same without Shift."""
        return 1 - self.keys / (BY_HAND * self.right) if self.right else 0.0


class Analyst:
    """Codes articles as somebody coded them before, through the functions that the window calls."""

    def __init__(self, store: Store, lexicon: Lexicon) -> None:
        self.store = store
        self.lexicon = lexicon
        self.count = Count()
        self.labels = {label.name: label.id for label in labels.all_labels(store)}
        self.article_id, self.text = 0, ""
        self.gold: set[Key] = set()
        self.left: set[Key] = set()

    def code(self, article_id: int, article: RawArticle) -> None:
        """Code and finish one article."""
        self.article_id, self.text = article_id, article.text
        self.gold = {(span.start, span.end, self.labels[span.label]) for span in article.spans}
        self.left = set(self.gold)
        self.count.coded += len(self.gold)
        costs = costs_by_hand(article.text, self.gold)
        self._review(costs)
        while self.left:
            self._by_hand(min(self.left))
            self._review(costs)
        self._follow(all_articles.set_status(self.store, article_id, "done"))

    def _review(self, costs: dict[Key, float]) -> None:
        """Decide on every suggestion; what was labelled brings new ones, so until there are none."""
        while found := suggestions.of_article(self.store, self.article_id, lexicon=self.lexicon):
            answers = [self._answer(each) for each in found]
            self.count.keys += sum(1 for _ in _presses(self.text, found, answers))
            self.count.wasted += sum(answer == 0 for answer in _presses(self.text, found, answers))
            self.count.wrong += answers.count(0)
            for label_id in set(answers) - {0}:
                some = [each for each, answer in zip(found, answers, strict=True) if answer == label_id]
                keys = {(*each.range, label_id) for each in some}
                self.count.right += len(keys)
                self.count.right_by_hand += sum(costs[key] for key in keys)
                self.left -= keys
                for own in (True, False):
                    these = [each for each in some if (each.label_id == label_id) is own]
                    self._follow(suggestions.accept(self.store, these, label_id=None if own else label_id))
            wrong = [each for each, answer in zip(found, answers, strict=True) if not answer]
            self._follow(suggestions.reject(self.store, wrong))

    def _answer(self, each: Suggestion) -> int:
        """Return the label that the words are to carry, 0 for none."""
        if each.key in self.left:
            return each.label_id
        return next((label for start, end, label in sorted(self.left) if (start, end) == each.range), 0)

    def _by_hand(self, wanted: Key) -> None:
        chosen = alike(self.text, wanted, self.gold)
        self.count.by_hand += BY_HAND
        ranges = [(start, end) for start, end, _ in sorted(chosen)]
        self._follow(spans.add_many(self.store, self.article_id, ranges, wanted[2]))
        self.left -= chosen

    def _follow(self, changes: Changes) -> None:
        if changes:
            self.lexicon.follow(changes)


def alike(text: str, wanted: Key, gold: set[Key]) -> set[Key]:
    """Return what Shift and the label's key label, if that is right, and the span alone if not."""
    start, end, label = wanted
    found = {(*each, label) for each in mentions(text, start, end)}
    return found if found <= gold else {wanted}


def costs_by_hand(text: str, gold: set[Key]) -> dict[Key, float]:
    """Return the actions each span takes without suggestions; those labelled together share theirs."""
    costs: dict[Key, float] = {}
    for wanted in sorted(gold):
        if wanted not in costs:
            chosen = alike(text, wanted, gold)
            costs |= dict.fromkeys(chosen, BY_HAND / len(chosen))
    return costs


def _presses(text: str, found: Sequence[Suggestion], answers: Sequence[int]) -> Iterator[int]:
    """Yield the answer that each key gives, one by one or with Shift to all that are left of the same words."""
    left = list(zip(found, answers, strict=True))
    while left:
        each, answer = left[0]
        same = [pair for pair in left if _words(text, pair[0]) == _words(text, each)]
        together = answer in (0, each.label_id) and all(its == answer for _, its in same)
        yield answer
        left = [pair for pair in left if pair not in same] if together else left[1:]


def _words(text: str, each: Suggestion) -> tuple[str, int]:
    return text[each.start : each.end], each.label_id


def one_pass(articles: Sequence[RawArticle]) -> Count:
    """Code articles in this order with suggestions and return what it took."""
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "keys.dateline") as store:
        store.db.conn.execute("PRAGMA synchronous = OFF")
        for name in sorted({span.label for article in articles for span in article.spans}):
            labels.add(store, name)
        take_in(store, [RawArticle(text=article.text, language="en") for article in articles])
        analyst = Analyst(store, Lexicon.of(store))
        for number, article in enumerate(articles, start=1):
            analyst.code(number, article)
        return analyst.count


def hand_pass(articles: Sequence[RawArticle]) -> int:
    """Return the actions that coding articles takes without suggestions."""
    names = sorted({span.label for article in articles for span in article.spans})
    gold = ({(span.start, span.end, names.index(span.label)) for span in article.spans} for article in articles)
    return round(sum(sum(costs_by_hand(each.text, its).values()) for each, its in zip(articles, gold, strict=True)))


def main(arguments: list[str]) -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", choices=CORPORA)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--first", type=int, default=0, help="number of the first order")
    given = parser.parse_args(arguments)
    articles = CORPORA[given.corpus](given.folder)
    plain = hand_pass(articles)
    counts = []
    for seed in range(given.first, given.first + given.orders):
        counts.append(one_pass(random.Random(seed).sample(articles, len(articles))))
        print(f"order {seed}: {_told(counts[-1], plain)}", flush=True)
    print(
        f"median of {len(counts)}: an accepted span takes {median(each.saved for each in counts):.0%} fewer keys than "
        f"by hand with Shift, {median(each.saved_singly for each in counts):.0%} fewer than by a selection and a key; "
        f"{median(1 - each.actions / plain for each in counts):.0%} fewer actions in all"
    )
    return 0


def _told(count: Count, plain: int) -> str:
    right = max(1, count.right)
    return (
        f"{count.coded:,} spans, {plain / count.coded:.2f} actions each without suggestions, "
        f"{count.actions / count.coded:.2f} with; {count.right:,} accepted or corrected and {count.wrong:,} turned "
        f"down by {count.keys:,} keys ({count.wasted:,} of them to turn down): an accepted span "
        f"{count.keys / right:.2f}, by hand {count.right_by_hand / right:.2f}: {count.saved:.0%} fewer "
        f"({count.saved_singly:.0%} without Shift)"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
