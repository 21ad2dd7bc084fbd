import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus.store import Store
from labels import spans, suggestions
from labels.suggest.lexicon import Lexicon
from labels.suggest.sweep import Swept, answer, sweep


@pytest.fixture
def label_id(store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]) -> int:
    """Of a project of three articles, with one name coded in the first."""
    label_id = add_label("LOCATION")
    for text in ("Hama fell.", "In Hama, and again in Hama.", "Nothing."):
        add_article(text)
    spans.add(store, 1, 0, 4, label_id)
    return label_id


@pytest.mark.usefixtures("label_id")
@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_proposed_is_counted(store: Store, processes: int) -> None:
    assert sweep(store, processes=processes) == Swept(3, 1, 2, {"LOCATION": 2})


def test_a_child_answers_line_by_line(store: Store, label_id: int) -> None:
    said: list[dict[str, Any]] = []
    lines: Iterator[bytes] = iter([json.dumps({"articles": [2, 3]}).encode(), json.dumps({"articles": [1]}).encode()])
    answer({"project": str(store.path), "coder": store.coder_given}, lines, said.append)
    assert said == [{"found": [{label_id: 2}, {}]}, {"found": [{}]}]


def test_a_child_says_when_the_project_cannot_be_opened(store: Store) -> None:
    said: list[dict[str, Any]] = []
    answer({"project": str(store.path.with_name("none.dateline")), "coder": ""}, iter([]), said.append)
    assert [*said[0]] == ["trouble"]


@pytest.mark.usefixtures("label_id")
def test_many_articles_are_answered_like_each(store: Store) -> None:
    suggestions.reject(store, suggestions.of_article(store, 2, lexicon=Lexicon.of(store))[:1])
    lexicon = Lexicon.of(store)
    each = [suggestions.of_article(store, article_id, lexicon=lexicon) for article_id in (1, 2, 3)]
    assert [*suggestions.in_articles(store, [1, 2, 3], lexicon=lexicon)] == each
