from collections.abc import Callable

import pytest

from corpus import articles, assignments, journal
from corpus.errors import UserError
from corpus.store import Store
from labels import models, patterns, spans, suggestions, verdicts
from labels.span import HUMAN
from labels.suggest.lexicon import Lexicon
from labels.suggestion import NAMES, Suggestion

TEXT = "Shelling hit Hama on Friday. Hama was calm on Saturday."
FIRST, SECOND = (13, 17), (29, 33)


@pytest.fixture
def label_id(add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


@pytest.fixture
def article_id(store: Store, add_article: Callable[..., int], label_id: int) -> int:
    store.set_setting("uid", "a fixed uid: by another the article may test models")
    return add_article(TEXT)


def _of(store: Store, article_id: int) -> list[Suggestion]:
    return suggestions.of_article(store, article_id, lexicon=Lexicon.of(store))


def _wait(store: Store, article_id: int, label_id: int, *ranges: tuple[int, int], origin: str = "import gpt") -> None:
    with store.transaction():
        store.db.conn.executemany(
            'INSERT INTO suggestion (article_id, start, "end", label_id, origin, score) VALUES (?, ?, ?, ?, ?, 0.7)',
            [(article_id, *each, label_id, origin) for each in ranges],
        )


def test_names_and_what_waits_are_proposed_together(store: Store, article_id: int, label_id: int) -> None:
    spans.add(store, article_id, *FIRST, label_id)
    _wait(store, article_id, label_id, SECOND, (21, 27))
    found = _of(store, article_id)
    assert [(each.range, each.origin, each.others) for each in found] == [
        ((21, 27), "import gpt", ()),
        (SECOND, "import gpt", (NAMES,)),
    ]


def test_accepting_writes_spans_with_their_origin_as_one_step(store: Store, article_id: int, label_id: int) -> None:
    _wait(store, article_id, label_id, FIRST, SECOND)
    changes = suggestions.accept(store, _of(store, article_id))
    assert changes.summary == "Accept 2 suggestions"
    assert [(each.range, each.origin) for each in spans.of_article(store, article_id)] == [
        (FIRST, "import gpt"), (SECOND, "import gpt"),
    ]  # fmt: skip
    assert articles.status(store, article_id) == "in progress"
    assert _of(store, article_id) == []
    journal.undo(store)
    assert (len(_of(store, article_id)), articles.status(store, article_id)) == (2, "new")


def test_accepting_twice_writes_once(store: Store, article_id: int, label_id: int) -> None:
    _wait(store, article_id, label_id, FIRST)
    found = _of(store, article_id)
    suggestions.accept(store, found)
    assert not suggestions.accept(store, found)
    assert not suggestions.accept(store, [])


def test_another_label_makes_it_the_coders_own_and_rejects_what_was_proposed(
    store: Store, article_id: int, label_id: int, add_label: Callable[[str], int]
) -> None:
    _wait(store, article_id, label_id, FIRST)
    other = add_label("TARGET")
    suggestions.accept(store, _of(store, article_id), label_id=other)
    assert [(each.label_id, each.origin) for each in spans.of_article(store, article_id)] == [(other, HUMAN)]
    assert verdicts.rejected(store, article_id) == {(*FIRST, label_id)}
    journal.undo(store)
    assert verdicts.rejected(store, article_id) == set()


def test_what_was_rejected_stays_away_whatever_proposes_it(store: Store, article_id: int, label_id: int) -> None:
    _wait(store, article_id, label_id, FIRST)
    suggestions.reject(store, _of(store, article_id))
    _wait(store, article_id, label_id, FIRST, origin="import other")
    assert _of(store, article_id) == []
    journal.undo(store)
    assert [each.range for each in _of(store, article_id)] == [FIRST]


def test_only_the_model_in_use_is_heard(store: Store, article_id: int, label_id: int) -> None:
    _wait(store, article_id, label_id, FIRST, origin="model 1")
    assert _of(store, article_id) == []
    store.db.table("model").insert(
        {
            "id": 1, "uid": "a" * 32, "number": 1, "preset": "quick", "language": "en", "folder": "m", "articles": 1,
            "fingerprint": "0", "spans": 1, "seconds": 1, "size": 1, "created": "2024-12-06T00:00:00Z",
        }
    )  # fmt: skip
    store.set_setting("model", "a" * 32)
    assert [(each.origin, each.reason) for each in _of(store, article_id)] == [("model 1", "Model 1, 70% sure")]


def test_the_coding_of_others_is_no_reason_to_be_silent(store: Store, article_id: int, label_id: int) -> None:
    spans.add(store, article_id, *FIRST, label_id)
    with Store.open(store.path, coder="omar") as other:
        assert [each.range for each in _of(other, article_id)] == [FIRST, SECOND]


def test_an_article_that_is_gone_and_rows_that_do_not_fit_propose_nothing(
    store: Store, article_id: int, label_id: int
) -> None:
    _wait(store, article_id, label_id, (50, 999))
    assert (_of(store, article_id), _of(store, 99)) == ([], [])


def test_a_label_that_is_gone_is_told(store: Store, article_id: int) -> None:
    with pytest.raises(UserError, match="label is gone"):
        suggestions.accept(store, [Suggestion(article_id, *FIRST, 99, NAMES, 0.5)])


def test_the_first_article_with_suggestions_is_found(
    store: Store, article_id: int, label_id: int, add_article: Callable[..., int]
) -> None:
    other = add_article("Nothing here. Hama.")
    spans.add(store, article_id, *FIRST, label_id)
    spans.add(store, article_id, *SECOND, label_id)
    lexicon = Lexicon.of(store)
    assert suggestions.first_with(store, [article_id, other], lexicon=lexicon) == other
    assert suggestions.first_with(store, [article_id, other], lexicon=lexicon, least=0.99) is None


def test_what_waits_is_counted_and_can_be_thrown_away(store: Store, article_id: int, label_id: int) -> None:
    _wait(store, article_id, label_id, FIRST, SECOND)
    assert suggestions.counts(store) == {"import gpt": 2}
    assert suggestions.discard(store, "import gpt") == 2
    assert suggestions.counts(store) == {}


def test_a_pattern_is_offered_at_the_third_accept_and_taken_or_declined(
    store: Store, label_id: int, add_article: Callable[..., int]
) -> None:
    asked = []
    for number in range(1, 7):
        each = Suggestion(add_article(f"Hama {number}"), 0, 4, label_id, NAMES, 0.5)
        suggestions.accept(store, [each])
        asked += [(number, offer) for offer in suggestions.offers(store, [each])]
    assert [(number, offer.question) for number, offer in asked] == [
        (3, "Always suggest “Hama” as LOCATION?"), (6, "Always suggest “Hama” as LOCATION?"),
    ]  # fmt: skip
    suggestions.decline(store, asked[0][1])
    assert [each.off for each in patterns.all_patterns(store)] == [True]
    assert suggestions.offers(store, [each] * 6) == []
    suggestions.always(store, asked[0][1])
    assert [each.off for each in patterns.all_patterns(store)] == [False]


def test_what_a_model_proposed_is_not_shown_once_the_article_is_held_out(
    store: Store, article_id: int, label_id: int
) -> None:
    row = {"uid": "m1", "number": 1, "preset": "quick", "language": "en", "folder": "m", "fingerprint": "f"}
    with store.transaction():
        store.db.table("model").insert(
            row | dict.fromkeys(("articles", "spans", "seconds", "size"), 1) | {"created": ""}
        )
    models.use(store, 1)
    _wait(store, article_id, label_id, FIRST, origin="model 1")
    _wait(store, article_id, label_id, SECOND)
    assert [each.origin for each in _of(store, article_id)] == ["model 1", "import gpt"]
    assignments.add(store, [("Test set", [article_id], [])], purpose="hold-out")
    assert [each.origin for each in _of(store, article_id)] == ["import gpt"]
