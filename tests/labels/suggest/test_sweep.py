import json
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.store import Store
from labels import spans, suggestions
from labels.suggest.lexicon import Lexicon
from labels.suggest.matching import Units
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


_WORDS = st.lists(
    st.sampled_from(["Hama", "hama", "Homs", "Free", "Army", "the", "al-Bab", "US", "us", "Hama.", "Homs's", "a\n\nb"]),
    max_size=12,
).map(" ".join)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS.filter(str.strip), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_a_child_counts_what_the_window_is_shown(
    store: Store, label_id: int, add_article: Callable[..., int], texts: list[str], chance: Random
) -> None:
    known = int(store.value("SELECT count(*) FROM article"))
    texts = [f"{number} {text}" for number, text in enumerate(texts, start=known)]  # no text comes in twice
    ids = [add_article(text) for text in texts]
    tokens = Units.of(texts[0])
    first = chance.randrange(len(tokens.starts))
    last = min(first + chance.randrange(2), len(tokens.starts) - 1)
    spans.add(store, ids[0], tokens.starts[first], tokens.ends[last], label_id)
    said: list[dict[str, Any]] = []
    answer({"project": str(store.path), "coder": store.coder_given}, iter([_line(ids)]), said.append)
    lexicon = Lexicon.of(store)
    shown = [suggestions.of_article(store, article_id, lexicon=lexicon) for article_id in ids]
    assert said == [{"found": [Counter(each.label_id for each in some) for some in shown]}]


def _line(ids: list[int]) -> bytes:
    return json.dumps({"articles": ids}).encode()


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
