"""How the window looks: colours, sizes, zoom, and texts that pretend to be markup."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QWidget,
)

from corpus.article import RawArticle, RawSpan
from corpus.store import Store
from desktop.plain import PlainLabel
from labels import codebook, labels, spans
from labels.intake import take_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

Key = Qt.Key
SIZES = [(1280, 800), (1920, 1080), (900, 670)]


def paper(desk: "Any") -> str:
    """The colour of the reader's ground as it is on screen."""
    return QColor(desk.app.reader.viewport().grab().toImage().pixel(2, 2)).name()


def shown(root: QWidget) -> "Iterator[QWidget]":
    """Yield every widget on screen that is not inside something that scrolls."""
    for child in root.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child
            if not isinstance(child, QAbstractScrollArea):
                yield from shown(child)


def in_layout(parent: QWidget) -> list[QWidget]:
    """The visible widgets that stand side by side in a widget: those of its layout, or of a splitter."""
    if isinstance(parent, QSplitter):
        found = [parent.widget(at) for at in range(parent.count())]
    else:
        layout = parent.layout()
        items = [layout.itemAt(at) for at in range(layout.count())] if layout else []
        found = [item.widget() for item in items if item is not None]
    return [each for each in found if each is not None and each.isVisible()]


def troubles(window: QWidget) -> "Iterator[str]":
    """Yield what is cut off or lies over something else."""
    for widget in shown(window):
        parent = widget.parentWidget()
        if parent is not None and not parent.rect().contains(widget.geometry()):
            yield f"{widget} {widget.geometry()} leaves {parent} {parent.rect()}"
        if isinstance(widget, QLabel | QPushButton) and not is_flexible(widget):
            need = widget.minimumSizeHint()
            if widget.width() < need.width() or widget.height() < need.height():
                yield f"{widget} “{widget.text()}” has {widget.size()}, needs {need}"
        beside = in_layout(widget)
        for at, first in enumerate(beside):
            for second in beside[at + 1 :]:
                if first.geometry().intersects(second.geometry()):
                    yield f"{first} {first.geometry()} lies over {second} {second.geometry()}"


def is_flexible(widget: QLabel | QAbstractButton) -> bool:
    """Whether a widget shortens its words by itself."""
    return isinstance(widget, PlainLabel) and (widget.wordWrap() or widget.elide != Qt.TextElideMode.ElideNone)


def resize(desk: "Any", width: int, height: int) -> None:
    """Give the window a size and let the layouts settle."""
    desk.app.window.resize(width, height)
    desk.wait(lambda: desk.app.window.size().width() == width)
    desk.app.window.grab()


def test_colours_change_while_a_project_is_open(desk: "Any") -> None:
    desk.do("theme_light")
    light = paper(desk)
    desk.do("theme_dark")

    assert light == "#ffffff"
    assert paper(desk) == desk.app.theme.paper != light


def test_coding_goes_on_in_other_colours(desk: "Any") -> None:
    desk.code("Omar", Key.Key_9)
    hand = desk.app.reader.hand()
    desk.do("theme_dark")

    assert desk.app.reader.hand() == hand
    desk.press(Key.Key_Delete)
    assert desk.coded() == []


def test_the_choice_of_colours_outlives_a_restart(desk: "Any", open_desk: "Callable[..., Any]") -> None:
    desk.do("theme_dark")

    assert open_desk(None).app.theme.is_dark


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("page", ["welcome", "coding"])
def test_nothing_overlaps_or_is_cut_off(
    open_desk: "Callable[..., Any]", sample: Path, page: str, width: int, height: int
) -> None:
    desk = open_desk(sample)
    desk.app.session.show(desk.app.session.article_ids()[0])
    desk.app.reader.set_hand(desk.app.session.spans[0].id)
    if page == "welcome":
        desk.app.files.close()
    resize(desk, width, height)

    assert list(troubles(desk.app.window)) == []


def test_a_long_refusal_fits_the_smallest_window(desk: "Any", tmp_path: Path) -> None:
    resize(desk, 900, 670)
    desk.app.files.open(tmp_path / ("a" * 60 + "/" + "b" * 120 + "/" + "c" * 90 + ".dateline"))
    desk.app.window.grab()

    assert desk.app.window.width() == 900
    assert list(troubles(desk.app.window)) == []


def test_a_job_with_a_long_name_does_not_widen_the_window(desk: "Any", tmp_path: Path) -> None:
    resize(desk, 900, 670)
    long = tmp_path / ("wire-" * 40 + ".txt")
    long.write_text("A story.\n\nWith text.", encoding="utf-8")
    seen: list[str] = []
    desk.app.files.import_paths([long])
    job = desk.app.jobs.current
    job.progressed.connect(lambda *_: seen.extend(troubles(desk.app.window)))
    desk.idle()

    assert seen == []
    assert desk.app.window.width() == 900


def test_zoom_is_one_key_and_outlives_a_restart(desk: "Any", open_desk: "Callable[..., Any]") -> None:
    before = desk.app.reader.zoom()
    desk.ctrl(Key.Key_Plus)
    larger = desk.app.reader.zoom()
    again = open_desk(None)

    assert larger > before
    assert again.app.reader.zoom() == larger


def test_ctrl_0_makes_the_text_normal_again(desk: "Any") -> None:
    for _ in range(4):
        desk.ctrl(Key.Key_Minus)
    desk.ctrl(Key.Key_0)

    assert desk.app.reader.zoom() == 1.0


def test_words_are_still_found_under_the_mouse_at_any_zoom(desk: "Any") -> None:
    for _ in range(3):
        desk.ctrl(Key.Key_Plus)
    desk.app.reader.select(*desk.at("baker"))

    assert desk.app.reader.rect_of(*desk.at("baker")) is not None


# Markup in data


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    """A picture that nothing may open; its time of access is long ago."""
    path = tmp_path / "bait.png"
    path.write_bytes(b"\x89PNG")
    path.read_bytes()
    os.utime(path, (0, path.stat().st_mtime))
    path.read_bytes()
    if path.stat().st_atime == 0:
        pytest.skip("this file system keeps no times of access")
    os.utime(path, (0, path.stat().st_mtime))
    return path


@pytest.fixture
def hostile(open_desk: "Callable[..., Any]", tmp_path: Path, bait: Path) -> "Any":
    """A window on a project in which every text is markup."""
    picture = f'<img src="{bait.as_uri()}"><b>x</b>&amp;'
    path = tmp_path / "a<b>name&amp;.dateline"
    story = RawArticle(
        f"{picture}\n\nHe said {picture}.", picture, picture, "2024-12-06", url=picture, language="en",
        spans=(RawSpan(0, 4, "ACTOR", "<b>omar</b>"),),
    )  # fmt: skip
    with Store.create(path, name=picture, coder="<i>rima</i>") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        labels.add(store, "<b>X</b>", key="k", definition=picture)
        take_in(store, [story])
        label_id = labels.by_name(store)["<b>X</b>"].id
        made = spans.add(store, 1, 0, 4, label_id)
        spans.annotate(store, made.spans[0], note=picture)
    desk = open_desk(path)
    desk.app.reader.set_hand(desk.app.session.spans[-1].id)
    desk.picture = picture
    return desk


def check_plain(bait: Path) -> None:
    """Paint everything there is and see that nothing in it was taken for markup."""
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            top.grab()
        for label in [each for each in top.findChildren(QLabel) if each.text()]:
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
        for widget in [top, *top.findChildren(QWidget)]:
            tip = widget.toolTip().removeprefix('<qt><span style="white-space:pre-wrap">')
            assert "<img" not in tip
            assert "<b>" not in tip
    assert bait.stat().st_atime == 0


def test_markup_in_data_is_shown_as_it_is_in_the_window(hostile: "Any", bait: Path) -> None:
    rows = hostile.app.articles.model
    shown_text = hostile.app.reader.document().toPlainText()

    check_plain(bait)
    assert rows.data(rows.index(0, 0)).startswith("<img")
    assert hostile.picture in shown_text


@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.parametrize("action", ["export", "history", "keys", "palette", "correct_details", "paste_story", "about"])
def test_markup_in_data_is_shown_as_it_is_in_dialogs(hostile: "Any", bait: Path, action: str) -> None:
    hostile.app.qt.clipboard().setText(hostile.picture)
    hostile.do(action)

    check_plain(bait)


def test_markup_in_a_coders_name_is_shown_as_it_is(hostile: "Any", bait: Path) -> None:
    hostile.app.status.coder_requested.emit()

    check_plain(bait)


def test_markup_in_a_labels_form_is_shown_as_it_is(hostile: "Any", bait: Path) -> None:
    hostile.answering(lambda dialog: check_plain(bait))
    hostile.app.coding.edit_label(hostile.app.session.labels[-1].id)


def test_markup_in_the_names_of_files_is_shown_as_it_is(hostile: "Any", bait: Path, tmp_path: Path) -> None:
    bad = tmp_path / '<img src="bait.png"><b>.pdf'
    bad.write_bytes(b"%PDF")
    hostile.bring(bad)
    check_plain(bait)
    hostile.app.files.open(tmp_path / "<b>gone</b>.dateline")

    check_plain(bait)
    assert "<b>gone</b>" in hostile.sentence()


def test_markup_in_what_the_check_finds_is_shown_as_it_is(hostile: "Any", bait: Path) -> None:
    from labels.check import Finding

    hostile.app.dialogs.show_findings([Finding(hostile.picture)])
    box = hostile.dialog(QMessageBox)

    check_plain(bait)
    assert hostile.picture in box.text()
    box.reject()


def test_markup_in_menus_of_outlets_and_undo_keeps_its_signs(hostile: "Any", bait: Path) -> None:
    hostile.press(Key.Key_F)
    undo = hostile.app.window.actions_by_id["undo"].text()
    menu = hostile.app.articles.outlets.menu()
    menu.aboutToShow.emit()
    menu.grab()

    check_plain(bait)
    assert "<img" in undo
    assert menu.actions()[2].text().startswith("<img")
    assert QRect(menu.rect()).isValid()


@pytest.mark.parametrize("page", ["page_queue", "page_concordance"])
def test_an_article_shown_behind_a_page_has_the_width_of_the_window_of_now(desk: "Any", page: str) -> None:
    desk.app.window.resize(1900, 1000)
    desk.do(page)
    desk.app.session.show(1)
    desk.app.window.resize(1400, 900)
    desk.do("page_code")
    reader = desk.app.reader

    assert reader.viewport().width() > 500
    assert round(reader.document().textWidth()) == reader.viewport().width()
