from collections.abc import Callable

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.store import Store
from labels import patterns, spans, verdicts
from labels.pattern import PatternKind


@pytest.fixture
def label_id(add_label: Callable[[str], int]) -> int:
    return add_label("LOCATION")


def _bodies(store: Store) -> list[tuple[str, bool]]:
    return [(each.body, each.off) for each in patterns.all_patterns(store)]


def test_a_pattern_is_kept_once_and_undone(store: Store, label_id: int) -> None:
    assert patterns.add(store, label_id, "words", "  free \n army ").summary == "Always suggest “free army” as LOCATION"
    assert not patterns.add(store, label_id, "words", "free army")
    assert _bodies(store) == [("free army", False)]
    journal.undo(store)
    assert _bodies(store) == []


def test_patterns_are_edited_turned_off_and_removed_as_steps(store: Store, label_id: int) -> None:
    patterns.add(store, label_id, "words", "Hama")
    (one,) = patterns.all_patterns(store)
    patterns.edit(store, one.id, kind="expression", body="Ham(a|ah)", note=" both ")
    assert (patterns.get(store, one.id).kind, patterns.get(store, one.id).note) == ("expression", "both")
    patterns.turn(store, [one.id], on=False)
    assert patterns.all_patterns(store, on_only=True) == []
    patterns.add(store, label_id, "expression", "Ham(a|ah)")
    assert _bodies(store) == [("Ham(a|ah)", False)]
    patterns.remove(store, [one.id])
    for _ in range(4):
        journal.undo(store)
    assert _bodies(store) == [("Hama", False)]


def test_two_patterns_cannot_become_the_same(store: Store, label_id: int) -> None:
    patterns.add(store, label_id, "words", "Hama")
    patterns.add(store, label_id, "words", "Homs")
    with pytest.raises(UserError, match="There is a pattern “Hama” for LOCATION already"):
        patterns.edit(store, 2, body="Hama")


def test_right_and_wrong_are_counted(store: Store, label_id: int, add_article: Callable[..., int]) -> None:
    patterns.add(store, label_id, "words", "Hama")
    article_id = add_article()
    spans.add(store, article_id, 13, 17, label_id, origin="pattern 1")
    verdicts.add(store, article_id, 29, 33, "rejected", origin="pattern 1", label_id=label_id)
    verdicts.add(store, article_id, 29, 33, "rejected", origin="pattern names", label_id=label_id)
    assert patterns.worth(store) == {1: patterns.Worth(right=1, wrong=1)}


def test_right_and_wrong_are_counted_block_by_block_across_numbers_that_are_gone(
    store: Store, label_id: int, add_article: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "_BLOCK", 1)
    patterns.add(store, label_id, "words", "Hama")
    article_id = add_article()
    for start in (0, 9, 13, 29):
        spans.add(store, article_id, start, start + 4, label_id, origin="pattern 1")
    spans.remove(store, [2, 3])
    assert patterns.worth(store) == {1: patterns.Worth(right=2)}


@pytest.mark.parametrize(
    ("kind", "body", "sentence"),
    [
        ("words", " ", "The pattern is empty; type the words it is to find."),
        ("words", "...", "“...” holds no letter or digit, so it would be found nowhere."),
        ("words", "x" * 4001, "The pattern has more than 4,000 characters; shorten it."),
        ("expression", "(", "This expression cannot be read: missing ), unterminated subpattern at character 1."),
        ("tokens", "[]", "A token pattern is a list with one object for each token, and has at least one."),
        ("tokens", "{", "A token pattern is a list in JSON with one object for each token"),
        ("tokens", '[{"OP": "x"}]', "“x” is no operator"),
        ("tokens", '[{"a b": 1}]', "“a b” in this token pattern is nothing spaCy knows of a token."),
        ("tokens", "[" * 4000, "A token pattern is a list in JSON with one object for each token"),
    ],
)
def test_what_cannot_be_a_pattern_is_one_sentence(
    store: Store, label_id: int, kind: PatternKind, body: str, sentence: str
) -> None:
    with pytest.raises(UserError, match=r"[.a-z]") as told:
        patterns.add(store, label_id, kind, body)
    assert str(told.value).startswith(sentence)
    assert _bodies(store) == []


def test_a_label_or_pattern_that_is_gone_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="label is gone"):
        patterns.add(store, 9, "words", "Hama")
    with pytest.raises(UserError, match="pattern is gone"):
        patterns.get(store, 9)


def test_worth_passes_over_origins_that_no_pattern_has(
    store: Store, label_id: int, add_article: Callable[..., int]
) -> None:
    article_id = add_article("Hama was calm.")
    for origin in ("pattern 1", "pattern " + "9" * 5_000):
        verdicts.add(
            store, article_id, 0, 4 if origin == "pattern 1" else 8, "rejected", origin=origin, label_id=label_id
        )
    assert patterns.worth(store) == {1: patterns.Worth(0, 1)}
