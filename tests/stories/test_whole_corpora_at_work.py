"""A large corpus is worked on: every hit labelled at once, articles given to coders, stories fetched from the web."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from corpus.web import Rules
from desktop.queue.assign_dialog import AssignDialog
from desktop.web.dialog import WebDialog

if TYPE_CHECKING:
    from typing import Any

Key = Qt.Key


@pytest.fixture
def queue(open_desk: "Callable[..., Any]", five: Path) -> "Any":
    """A window on five articles."""
    return open_desk(five)


def hits(desk: "Any", words: str) -> "Any":
    """Look for words on the Concordance page, and go to the hits."""
    desk.ctrl(Key.Key_4)
    page = desk.app.pages.concordance
    desk.write(words)
    desk.press(Key.Key_Return)
    desk.wait(lambda: not page.worker.is_busy)
    desk.press(Key.Key_Down)
    return page


def label(desk: "Any", page: "Any", key: Qt.Key) -> str:
    """Press a label's key over the hits and say yes; what was asked."""
    desk.press(key)
    desk.wait(page.foot.yes.isVisible)
    asked = str(page.foot.sentence.text())
    page.foot.yes.click()
    desk.idle()
    return asked


def assign(desk: "Any", button: str, name: str, count: int, *coders: str) -> None:
    """Fill in the dialog behind a button of the Queue page."""
    desk.ctrl(Key.Key_6)
    desk.idle()
    getattr(desk.app.pages.queue, button).click()
    dialog = desk.dialog(AssignDialog)
    dialog.name.setText(name)
    dialog.count.setValue(count)
    dialog.how.setCurrentIndex(dialog.how.findData("in order"))
    dialog.others.setText(", ".join(coders))
    desk.wait(lambda: dialog.assign.isEnabled() and f"{count} article" in dialog.sentence.full_text)
    dialog.assign.click()
    desk.idle()


def spans(desk: "Any") -> int:
    """How many spans the project has."""
    return sum(desk.app.session.label_counts().values())


def test_every_hit_is_labelled_in_one_step_and_that_is_undone(queue: "Any") -> None:
    page = hits(queue, "shells")
    queue.ctrl(Key.Key_A)
    asked = label(queue, page, Key.Key_8)
    labelled = spans(queue)
    queue.do("undo")

    assert asked.startswith("5 hits in 5 articles will be labelled ")
    assert (labelled, spans(queue)) == (5, 0)


def test_only_the_hits_ticked_are_labelled(queue: "Any") -> None:
    page = hits(queue, "omar")
    queue.press(Key.Key_Space, times=2)
    label(queue, page, Key.Key_2)

    assert spans(queue) == 2


def test_a_hit_is_read_in_its_article(queue: "Any") -> None:
    hits(queue, "road 3")
    queue.press(Key.Key_Return)

    assert queue.app.session.article.title == "Story 3"
    assert queue.app.reader.hasFocus()


def test_an_expression_finds_what_words_cannot(queue: "Any") -> None:
    queue.ctrl(Key.Key_4)
    page = queue.app.pages.concordance
    page.bar.ask(r"road [2-4]\b", "expression")
    queue.wait(lambda: page.model.rowCount() == 3 and not page.worker.is_busy)

    assert [page.model.line(row).hit for row in range(3)] == ["road 2", "road 3", "road 4"]


def test_same_words_as_the_span_in_hand_are_listed(queue: "Any") -> None:
    queue.app.session.show(2)
    queue.code("Omar", Key.Key_2)
    queue.ctrl(Key.Key_F, shift=True)
    page = queue.app.pages.concordance

    queue.wait(lambda: page.model.rowCount() == 5)


def test_articles_assigned_are_coded_in_their_order(queue: "Any") -> None:
    assign(queue, "assign", "Monday", 2, "rima")
    queue.app.pages.queue.code.click()
    listed, first = queue.titles(), queue.app.session.article.title
    queue.ctrl(Key.Key_Return)
    second = queue.app.session.article.title
    queue.ctrl(Key.Key_Return)
    queue.ctrl(Key.Key_6)
    queue.idle()
    model = queue.app.pages.queue.model

    assert listed == ["Story 1", "Story 2"]
    assert (first, second) == ("Story 1", "Story 2")
    assert [row.standing.done for row in model.rows] == [2]


def test_an_assignment_is_undone(queue: "Any") -> None:
    assign(queue, "assign", "Monday", 2, "rima")
    queue.do("undo")

    assert queue.app.pages.queue.model.rows == []


def test_a_hold_out_is_in_nobodys_list_until_it_is_let_out(queue: "Any") -> None:
    assign(queue, "hold_out", "Test", 2)
    held = queue.titles()
    queue.app.pages.queue.close_.click()

    assert held == ["Story 3", "Story 4", "Story 5"]
    assert len(queue.titles()) == 5


class _Stories(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.path in ("/one", "/two")
        words = "Fighters entered the town of Hama on Thursday night, two monitors said, and a road was closed. " * 9
        story = f"<article><p>Of {self.path[1:]}. {words}</p></article>"
        body = f"<html><head><title>Story {self.path[1:]}</title></head><body>{story}</body></html>" if known else ""
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """A server on this computer with two stories, /one and /two."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Stories) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(10)


@pytest.fixture
def web(queue: "Any", monkeypatch: pytest.MonkeyPatch) -> WebDialog:
    """The window for addresses, which may ask the server on this computer."""
    rules = Rules(local=True, pause=0.0, seconds=10.0)
    monkeypatch.setattr("desktop.web.dialog.WebDialog", lambda *given: WebDialog(*given, rules=rules))
    queue.do("import_web")
    found: WebDialog = queue.dialog(WebDialog)
    return found


def test_stories_are_fetched_once_allowed_and_added(queue: "Any", web: WebDialog, site: str) -> None:
    web.text.setPlainText(f"{site}/one\n{site}/none\n{site}/two")
    web.fetch_button.click()
    asked = web.question.isVisible()
    with queue.bot.waitSignal(web.fetcher.ended, timeout=20_000):
        web.question.yes.click()
    told = web.status.full_text
    web.add_button.click()
    queue.wait(lambda: len(queue.titles()) == 7)
    queue.idle()

    assert asked
    assert told == "2 articles fetched, 1 not."
    assert set(queue.titles()[5:]) == {"Story one", "Story two"}


def test_what_was_fetched_has_its_address_and_is_undone_as_one(queue: "Any", web: WebDialog, site: str) -> None:
    web.text.setPlainText(f"{site}/one\n{site}/two")
    web.fetch_button.click()
    with queue.bot.waitSignal(web.fetcher.ended, timeout=20_000):
        web.question.yes.click()
    web.add_button.click()
    queue.wait(lambda: len(queue.titles()) == 7)
    queue.idle()
    queue.app.session.show(queue.app.session.article_ids()[-1])
    address = queue.app.session.article.url
    queue.do("undo")

    assert address.startswith(site)
    assert len(queue.titles()) == 5


def test_nothing_is_fetched_without_a_yes(queue: "Any", web: WebDialog, site: str) -> None:
    web.text.setPlainText(f"{site}/one")
    web.fetch_button.click()
    web.question.no.click()

    assert not web.fetcher.running
    assert web.results.topLevelItemCount() == 0
