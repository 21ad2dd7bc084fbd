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
from labels import codebook
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
