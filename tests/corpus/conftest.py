"""Articles and labels for the tests of the corpus, brought in through the program's own door."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.article import RawArticle
from corpus.store import Store
from labels import labels
from labels.intake import take_in

TEXT = "Shelling hit Hama on Friday. Hama was calm on Saturday."


@pytest.fixture
def add_article(store: Store) -> Callable[..., int]:
    """Takes a text (and the fields of a raw article) and returns the id of the article made of it."""

    def add(text: str = TEXT, **fields: Any) -> int:
        report = take_in(store, [RawArticle(text=text, **fields)])
        assert report.first_id, report.refused
        return report.first_id

    return add


@pytest.fixture
def add_label(store: Store) -> Callable[[str], int]:
    """Takes a name and returns the id of the label made of it."""

    def add(name: str) -> int:
        labels.add(store, name)
        return labels.by_name(store)[name].id

    return add
