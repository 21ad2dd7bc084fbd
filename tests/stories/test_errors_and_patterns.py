"""An analyst goes through what a model says otherwise, and writes patterns, by keys alone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from corpus import articles
from corpus.article import RawArticle
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import codebook, labels, patterns, spans, verdicts
from labels.intake import take_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Key = Qt.Key
TEXTS = (
    "Shells hit Hama on Friday. Hama was calm on Saturday.",
    "The army left Homs. Omar said Homs is quiet.",
    "Residents of Hama fled to Homs.",
)


@pytest.fixture
def crossed(tmp_path: Path) -> Path:
    """Three finished articles and a run: Hama (twice) and Omar found by the model alone, army coded by rima alone."""
    path = tmp_path / "crossed.dateline"
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, [RawArticle(text, f"Story {number}") for number, text in enumerate(TEXTS, start=1)])
        place, actor = (labels.by_name(store)[name].id for name in ("LOCATION", "ACTOR"))
        spans.add(store, 2, 4, 8, actor)
        for article_id in (1, 2, 3):
            articles.set_status(store, article_id, "done")
        found = [(1, 11, 15, place, 0.9), (1, 27, 31, place, 0.8), (2, 20, 24, actor, 0.6)]
        with store.transaction():
            conn = store.db.conn
            sql = "INSERT INTO training_run (uid, kind, seconds, at) VALUES (?, 'errors', 1.0, ?)"
            run = conn.execute(sql, (new_uid(), now())).lastrowid
            conn.executemany("INSERT INTO crossed VALUES (?, ?)", [(run, key) for key in (1, 2, 3)])
            conn.executemany(
                'INSERT INTO cross_prediction (run_id, article_id, start, "end", label_id, score) '
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(run, *row) for row in found],
            )
    return path


@pytest.fixture
def errors(open_desk: "Callable[..., Any]", crossed: Path) -> "Any":
    """A window with the Errors page in front."""
    desk = open_desk(crossed)
    to_errors(desk)
    return desk


@pytest.fixture
def writing(desk: "Any") -> "Any":
    """A window with the Patterns page in front, on one short story."""
    desk.ctrl(Key.Key_9)
    into(desk, desk.app.pages.patterns)
    return desk


def page(desk: "Any") -> "Any":
    """The Errors page."""
    return desk.app.pages.errors


def to_errors(desk: "Any") -> None:
    """Show the Errors page and wait until all is compared."""
    desk.ctrl(Key.Key_8)
    desk.wait(lambda: not page(desk).worker.is_busy)
    into(desk, page(desk))


def into(desk: "Any", shown: "Any") -> None:
    """Wait until keys go to the page: without a window manager the window may have to be woken."""
    looks = 0

    def heard() -> bool:
        nonlocal looks
        looks += 1
        if looks > 2 and QApplication.focusWidget() is None:
            desk.app.window.activateWindow()
            shown.setFocus()
        return looks > 2 and shown.isAncestorOf(QApplication.focusWidget() or desk.app.window)

    desk.wait(heard)


def in_hand(desk: "Any") -> str:
    """The words of the difference in hand."""
    return page(desk).item.surface if page(desk).item else ""


def coded(desk: "Any", article_id: int) -> list[str]:
    """The words coded in an article."""
    return [span.surface for span in spans.of_article(desk.app.session.store, article_id)]


def look_for(desk: "Any", text: str) -> "Any":
    """Type a pattern and wait until it was looked for everywhere; returns the editor."""
    patterns_page = desk.app.pages.patterns
    desk.write(text)
    desk.wait(lambda: not patterns_page.editor.is_waiting and not patterns_page.worker.is_busy)
    return patterns_page.editor


def test_the_list_is_gone_through_by_three_keys(errors: "Any") -> None:
    begun = in_hand(errors)
    errors.press(Key.Key_2)
    errors.press(Key.Key_1)
    after_two = in_hand(errors)
    errors.press(Key.Key_1)
    errors.press(Key.Key_2)

    assert (begun, after_two) == ("Hama", "Omar")
    assert coded(errors, 1) == ["Hama"]
    assert coded(errors, 2) == []
    assert page(errors).empty.heading.text() == "No differences left"


def test_shift_decides_all_of_a_phrase_as_one_step(errors: "Any") -> None:
    errors.press(Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    both = coded(errors, 1)
    errors.ctrl(Key.Key_Z)

    assert both == ["Hama", "Hama"]
    assert coded(errors, 1) == []
    assert in_hand(errors) == "Hama"


def test_enter_reads_the_words_in_the_article_and_ctrl_8_comes_back_to_them(errors: "Any") -> None:
    errors.press(Key.Key_Down)
    errors.press(Key.Key_Return)
    there = errors.app.session.article.id
    to_errors(errors)

    assert there == page(errors).item.article_id


def test_what_is_coded_in_the_article_is_gone_from_the_list(errors: "Any") -> None:
    errors.press(Key.Key_Return)
    location = next(each for each in errors.app.session.labels if each.name == "LOCATION")
    errors.code("Hama", Key(ord(location.key)))
    here = coded(errors, 1)
    to_errors(errors)

    assert here == ["Hama"]
    assert page(errors).model.total == 3


def test_both_wrong_opens_the_article_and_is_never_asked_again(errors: "Any") -> None:
    errors.press(Key.Key_3)
    there = errors.app.session.article.title
    to_errors(errors)

    assert there == "Story 1"
    assert page(errors).model.total == 3


def test_what_was_decided_is_in_the_file(errors: "Any", crossed: Path) -> None:
    errors.press(Key.Key_1)

    with Store.open(crossed, coder="rima", read_only=True) as other:
        assert [each.verdict for each in verdicts.of_article(other, 1)] == ["rejected"]


def test_words_are_found_while_they_are_typed_and_kept_by_enter(writing: "Any") -> None:
    editor = look_for(writing, "Hama")
    told = editor.told.text()
    writing.press(Key.Key_Return)

    assert told == "5 hits in 1 article"
    assert [each.body for each in patterns.all_patterns(writing.app.session.store)] == ["Hama"]


def test_an_expression_that_never_ends_is_one_sentence(writing: "Any") -> None:
    editor = writing.app.pages.patterns.editor
    editor.kind.setCurrentIndex(editor.kind.findData("expression"))
    look_for(writing, r"(\w+\s?)+$$x")

    assert "too long" in editor.trouble.text() or "seconds" in editor.trouble.text()


def test_patterns_go_out_and_come_in_again(writing: "Any", tmp_path: Path) -> None:
    look_for(writing, "Northern Command")
    writing.press(Key.Key_Return)
    writing.app.pages.patterns.export_file(tmp_path / "out.jsonl")
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    writing.press(Key.Key_Delete)
    writing.app.pages.patterns.import_file(tmp_path / "out.jsonl")
    writing.idle()

    assert [each["pattern"] for each in written] == ["Northern Command"]
    assert [each.body for each in patterns.all_patterns(writing.app.session.store)] == ["Northern Command"]


def test_escape_leads_back_to_the_text(errors: "Any") -> None:
    errors.press(Key.Key_Escape)

    assert QApplication.focusWidget() is errors.app.reader


@pytest.mark.slow
def test_the_coding_is_checked_by_models_of_the_real_child(open_desk: "Callable[..., Any]", sample: Path) -> None:
    with Store.open(sample, coder="rima") as store:
        for (article_id,) in store.rows("SELECT id FROM article"):
            articles.set_status(store, article_id, "done")
    desk = open_desk(sample)
    to_errors(desk)
    page(desk).check()
    desk.wait(lambda: "learns" in page(desk).checking.says)
    desk.bot.waitUntil(lambda: not page(desk).checking.is_running, timeout=300_000)
    desk.wait(lambda: not page(desk).worker.is_busy)

    assert page(desk).bar.summary.text().endswith("just now")
    assert page(desk).model.total > 0


def test_a_check_can_be_stopped_and_leaves_nothing(open_desk: "Callable[..., Any]", sample: Path) -> None:
    with Store.open(sample, coder="rima") as store:
        for (article_id,) in store.rows("SELECT id FROM article"):
            articles.set_status(store, article_id, "done")
    desk = open_desk(sample)
    to_errors(desk)
    page(desk).check()
    page(desk).check()  # nothing while one runs
    waiting = page(desk).checking.says
    page(desk).checking.stop()
    desk.wait(lambda: not page(desk).checking.is_running)

    assert waiting == "waiting for its turn"
    assert desk.app.session.store.value("SELECT count(*) FROM training_run") == 0
