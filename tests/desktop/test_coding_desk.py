from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.store import Store
from desktop import theme
from desktop.coding import CodingPanel
from desktop.coding_desk import CodingDesk
from desktop.reader import KeyPress, ReaderView
from desktop.session import Session
from desktop.token_service import TokenService
from labels import codebook, spans
from labels.intake import take_in

TEXT = "Omar left Hama. Hama is quiet. Omar's home is Hama."


class Parts:
    """Session, reader, panel and desk, as the window joins them."""

    def __init__(self, path: Path, bot: QtBot) -> None:
        self.parent = QObject()
        self.session = Session(self.parent)
        self.session.open(path, coder="rima")
        self.reader = ReaderView(theme.light())
        self.panel = CodingPanel(self.session, theme.light())
        self.tokens = TokenService(self.parent)
        self.desk = CodingDesk(self.session, self.reader, self.panel, self.tokens, self.parent)
        for widget in (self.reader, self.panel):
            bot.addWidget(widget)
        self.hints: list[str] = []
        self.desk.hint.connect(self.hints.append)
        self.session.article_changed.connect(self.desk.show_article)
        self.session.changed.connect(lambda changes, _: self.desk.follow(changes))
        self.reader.resize(700, 500)
        self.tokens.use(self.session.store)
        self.session.show(1)

    def label(self, name: str) -> int:
        """A label's id."""
        return next(label.id for label in self.session.labels if label.name == name)

    def coded(self) -> list[tuple[str, tuple[int, int]]]:
        """Labels and ranges of the spans."""
        return [(span.label, span.range) for span in self.session.spans]


@pytest.fixture
def parts(project_path: Path, qtbot: QtBot) -> Iterator[Parts]:
    with Store.create(project_path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, [RawArticle(TEXT, "Omar", "Wire", "2024-12-06T10:00:00Z", language="en")])
        store.set_setting("kept", "yes")
    parts = Parts(project_path, qtbot)
    yield parts
    parts.tokens.stop()
    parts.session.close()


def test_a_key_labels_what_is_selected_and_takes_it_in_hand(parts: Parts) -> None:
    parts.reader.select(0, 4)
    parts.desk.key(KeyPress("9"))

    assert parts.coded() == [("SOURCE", (0, 4))]
    assert parts.reader.hand() == parts.session.spans[0].id


def test_a_key_without_anything_chosen_gives_a_hint(parts: Parts) -> None:
    parts.desk.key(KeyPress("9"))

    assert parts.coded() == []
    assert "Select words first" in parts.hints[0]


def test_a_key_that_is_no_label_s_is_passed_on(parts: Parts, qtbot: QtBot) -> None:
    with qtbot.waitSignal(parts.desk.key_unused) as passed:
        parts.desk.key(KeyPress("q"))

    assert passed.args[0] == KeyPress("q")


def test_the_same_label_twice_takes_the_span_that_is_there(parts: Parts) -> None:
    parts.reader.select(0, 4)
    parts.desk.label(parts.label("SOURCE"))
    parts.reader.select(0, 4)
    parts.desk.label(parts.label("SOURCE"))

    assert len(parts.coded()) == 1
    assert parts.reader.hand() == parts.session.spans[0].id


def test_two_labels_may_lie_on_the_same_words(parts: Parts) -> None:
    for name in ("SOURCE", "ACTOR"):
        parts.reader.select(0, 4)
        parts.desk.label(parts.label(name))

    assert sorted(label for label, _ in parts.coded()) == ["ACTOR", "SOURCE"]


def test_every_mention_is_labelled_and_a_second_time_is_a_hint(parts: Parts) -> None:
    parts.reader.select(10, 14)
    parts.desk.label_all(parts.label("LOCATION"))
    parts.reader.set_hand(None)
    parts.reader.select(10, 14)
    parts.desk.label_all(parts.label("LOCATION"))

    assert [where for _, where in parts.coded()] == [(10, 14), (16, 20), (46, 50)]
    assert parts.hints == ["Every mention carries that label already."]


def test_a_nudge_without_a_span_gives_a_hint(parts: Parts) -> None:
    parts.desk.nudge("end", 1)

    assert parts.hints == ["Take a span in hand first: Tab, or a click on it."]


def test_a_nudge_that_cannot_go_further_changes_nothing(parts: Parts) -> None:
    parts.reader.select(0, 4)
    parts.desk.label(parts.label("SOURCE"))
    before = parts.session.undo_summary()
    parts.desk.nudge("start", -1)
    parts.desk.nudge("end", -1)

    assert parts.coded() == [("SOURCE", (0, 4))]
    assert parts.session.undo_summary() == before


def test_after_a_removal_the_words_are_selected_so_that_another_label_can_be_given(parts: Parts) -> None:
    parts.reader.select(0, 4)
    parts.desk.label(parts.label("SOURCE"))
    parts.desk.remove_span()

    assert parts.coded() == []
    assert parts.reader.selection() == (0, 4)


def test_a_second_removal_harms_nothing(parts: Parts) -> None:
    for start, end in ((0, 4), (10, 14)):
        parts.reader.select(start, end)
        parts.desk.label(parts.label("SOURCE"))
    parts.desk.remove_span()
    parts.desk.remove_span()

    assert [where for _, where in parts.coded()] == [(0, 4)]


def test_a_label_is_held_only_after_one_was_used(parts: Parts) -> None:
    parts.desk.hold_label()
    nothing = parts.panel.held
    parts.reader.select(0, 4)
    parts.desk.label(parts.label("SOURCE"))
    parts.desk.hold_label()
    held = parts.panel.held
    parts.desk.hold_label()

    assert (nothing, held, parts.panel.held) == (None, parts.label("SOURCE"), None)


def test_another_coder_s_span_bears_their_name(parts: Parts, project_path: Path) -> None:
    with Store.open(project_path, coder="omar") as other:
        spans.add(other, 1, 0, 4, parts.label("SOURCE"))
    parts.session.show(1)

    assert [span.badge for span in parts.reader.spans()] == ["omar"]


def test_an_article_shown_again_keeps_its_place(parts: Parts, tmp_path: Path) -> None:
    assert parts.session.store is not None
    take_in(parts.session.store, [RawArticle("\n\n".join(f"Paragraph {n}. " * 9 for n in range(60)), "Long")])
    parts.session.show(2)
    parts.reader.show()
    bar = parts.reader.verticalScrollBar()
    bar.setValue(400)
    parts.desk.show_article()

    assert bar.value() == 400


def test_without_an_article_the_reader_says_what_to_do(parts: Parts) -> None:
    parts.session.show(None)

    assert "Nothing to read yet" in parts.reader.accessibleDescription()


def test_the_dateline_names_outlet_day_language_and_words(parts: Parts) -> None:
    said = parts.reader.accessibleDescription()

    assert "Wire" in said
    assert "Friday 6 December 2024" in said
    assert "English" in said
    assert "11 words" in said


def test_undo_leaves_the_words_selected_for_the_right_key(parts: Parts) -> None:
    parts.reader.select(0, 4)
    parts.desk.key(KeyPress("9"))

    parts.session.undo()
    parts.desk.key(KeyPress("2"))

    assert parts.coded() == [("ACTOR", (0, 4))]


def test_redo_takes_the_span_in_hand_again(parts: Parts) -> None:
    parts.reader.select(0, 4)
    parts.desk.key(KeyPress("9"))
    parts.session.undo()

    parts.session.redo()

    assert parts.reader.hand() == parts.session.spans[0].id


def test_a_removed_span_that_undo_brings_back_is_in_hand(parts: Parts) -> None:
    parts.reader.select(0, 4)
    parts.desk.key(KeyPress("9"))
    parts.desk.remove_span()

    parts.session.undo()

    assert parts.reader.hand() == parts.session.spans[0].id
