"""Starting the window, and trying it out unseen; a crash of ours is told there, and the window goes on."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import crash_guard
from desktop.app import App, make
from desktop.folders import data_folder
from desktop.settings import OPEN_LAST, Settings
from desktop.warming import PAGES, Loader


def run(path: Path | None = None) -> int:
    """Open the window, with a project or the one opened last, and return the exit status."""
    started = time.perf_counter()
    qt = QApplication(sys.argv[:1])
    app = make(qt)
    relay = _Relay(app)
    crash_guard.install(data_folder(), relay.failed.emit, relay.refused.emit)
    app.window.show()
    recent = app.settings.recent()
    wanted = app.settings.text(OPEN_LAST, "yes") == "yes"
    if path is None and wanted and recent and os.path.exists(recent[0].path):
        path = recent[0].path
    if path is not None:
        app.files.open(path)
    QTimer.singleShot(300, app.tokens.warm_up)
    Loader(PAGES, app.window).start_later()
    crash_guard.log.debug("window after %.2f s", time.perf_counter() - started)
    status = qt.exec()
    app.close()
    return status


def self_check(path: Path) -> None:
    """Open a project in a window that nobody sees, for the self-test.

    Raises:
        RuntimeError: the window does not show the project.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(["dateline"])
    # Settings of its own: the person's list of recent projects is none of a check's business.
    app = make(qt, Settings(QSettings(str(path.with_name("settings.ini")), QSettings.Format.IniFormat)))
    app.window.show()
    opened = app.files.open(path)
    picture = app.window.grab()
    app.run("page_events")
    board = app.pages.events.board if app.pages.events else None
    whole = board is not None and all((board.parts.map, board.parts.timeline))  # made when first asked for
    table = app.window.grab()
    app.close()
    if not opened or picture.isNull():
        raise RuntimeError("the window did not open the project")
    if not whole or table.isNull():
        raise RuntimeError("the Events page could not be shown")


class _Relay(QObject):
    """Carries what went wrong in any thread to the window's own, the only one that may touch it."""

    failed = Signal(str)
    refused = Signal(str)

    def __init__(self, app: App) -> None:
        super().__init__()
        self.failed.connect(lambda report: _show_crash(app, report))
        self.refused.connect(app.trouble)


def _show_crash(app: App, report: str) -> None:
    """Tell that something of ours failed; what was saved before is safe."""

    def copy() -> None:
        QGuiApplication.clipboard().setText(report)

    app.window.messages.show_message(
        "Something in Dateline failed; everything saved before is safe. Please send the report to its developers.",
        tone="bad",
        actions={"Copy the report": copy},
    )
