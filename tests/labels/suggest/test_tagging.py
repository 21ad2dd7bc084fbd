from collections.abc import Callable

import pytest

from corpus import articles
from corpus.article import RawArticle
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import models, spans
from labels.intake import take_in
from labels.model import Model
from labels.suggest.tagging import novelty, suggest
from labels.test_share import articles as in_test_share


@pytest.fixture
def two(store: Store) -> list[int]:
    """Two articles that are to train, after one that tests."""
    store.set_setting("uid", "5" * 32)
    report = take_in(store, (RawArticle(text=f"Number {number}: Hama was calm.") for number in range(30)))
    assert report.first_id
    ids = range(report.first_id, report.first_id + 30)
    barred = in_test_share(store)
    tested = next(each for each in ids if each in barred)
    chosen = [tested, *[each for each in ids if each not in barred][:2]]
    for each in set(ids) - set(chosen):
        articles.set_status(store, each, "done")
    return chosen


def _rows(store: Store) -> list[tuple[object, ...]]:
    return store.rows('SELECT article_id, start, "end", label_id, origin FROM suggestion ORDER BY article_id')


def test_a_model_proposes_where_nothing_is_tested(
    store: Store, two: list[int], add_label: Callable[[str], int], make_model: Callable[..., Model]
) -> None:
    label_id = add_label("LOCATION")
    spans.add(store, two[0], 0, 6, label_id)
    model = make_model(Hama="LOCATION", calm="STATE")
    report = suggest(store, model)
    assert (report.articles, report.suggestions, report.barred, report.unknown) == (2, 2, 1, {"STATE": 2})
    starts = {each: articles.get(store, each).text.index("Hama") for each in two}
    assert _rows(store) == [(each, starts[each], starts[each] + 4, label_id, "model 1") for each in two[1:]]
    assert store.rows("SELECT article_id, model_id, novelty FROM doubt") == [(each, model.id, 0.0) for each in two[1:]]
    again = suggest(store, model, articles=[two[1]])
    assert (again.articles, len(_rows(store))) == (1, 2)


def test_stopping_leaves_each_article_whole(
    store: Store, two: list[int], add_label: Callable[[str], int], make_model: Callable[..., Model]
) -> None:
    add_label("LOCATION")
    model = make_model(Hama="LOCATION")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        suggest(store, model, progress=stop)
    assert len(_rows(store)) == 2


def test_a_folder_that_was_changed_is_not_loaded(
    store: Store, two: list[int], make_model: Callable[..., Model]
) -> None:
    model = make_model(Hama="LOCATION")
    (models.home(store) / "model-1" / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="is not what was trained"):
        suggest(store, model)


def test_a_model_that_cannot_be_loaded_is_one_sentence(
    store: Store, two: list[int], make_model: Callable[..., Model], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = make_model(Hama="LOCATION")
    (models.home(store) / "model-1" / "config.cfg").write_text("[nlp]", encoding="utf-8")
    monkeypatch.setattr("labels.models.verify", lambda store, model: models.home(store) / model.folder)
    with pytest.raises(UserError, match=r"^Model 1 cannot be used: it cannot be loaded"):
        suggest(store, model)


def test_novelty_is_the_share_of_words_never_coded_among() -> None:
    assert novelty("Hama hama was Quiet to", frozenset({"hama", "was"})) == pytest.approx(1 / 3)
    assert novelty("12", frozenset()) == 0.0
