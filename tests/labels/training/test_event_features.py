"""What is seen of words: stems, sentences, candidates."""

from typing import Any

import pytest

from labels.training import event_features
from labels.training.event_features import View
from labels.training.event_shapes import Book, Piece, RoleSketch


@pytest.fixture(scope="module")
def nlp() -> Any:
    import spacy

    return spacy.blank("en")


@pytest.mark.parametrize("word", ["shelled", "shelling", "shells", "shell"])
def test_endings_do_not_matter(word: str) -> None:
    assert event_features.stem(word) == event_features.stem("shell")


def test_sentences_end_at_full_stops_and_lines(nlp: Any) -> None:
    view = View(nlp("One here. Two there\n\nThree"))
    numbers = [view.sentence_of(token.i) for token in view.doc]
    assert numbers[0] == 0
    assert numbers[-1] == 2


def test_abbreviations_end_no_sentence(nlp: Any) -> None:
    view = View(nlp("The U.S. army left"))
    assert view.sentence(0) == (0, 4)


def test_longest_trigger_words_win(nlp: Any) -> None:
    book = Book(types={"Strike": ("strike",), "Drone": ("drone strike",)})
    view = View(nlp("A drone strike hit"))
    assert event_features.type_hint(book, view, (1, 3)) == "Drone"


def test_only_near_spans_of_fitting_labels_are_candidates(nlp: Any) -> None:
    book = Book(roles={"Actor": RoleSketch("actor", "actor", ("ACTOR",))})
    view = View(nlp("Rebels left. One. Two. Army shelled Hama."))
    trigger = next(token.i for token in view.doc if token.text == "shelled")
    spans = [Piece(0, 1, "ACTOR"), Piece(trigger - 1, trigger, "ACTOR"), Piece(trigger + 1, trigger + 2, "LOCATION")]
    found = event_features.candidates(view, (trigger, trigger + 1), spans, book)
    assert [each.range for each in found] == [(trigger - 1, trigger)]
