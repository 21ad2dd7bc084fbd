"""What can be done with the articles selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from corpus.article import Status

MARKS: tuple[tuple[str, Status], ...] = (
    ("Mark as done", "done"),
    ("Flag", "flagged"),
    ("Skip", "skipped"),
    ("Back to do", "new"),
)


def build(
    parent: QWidget,
    statuses: Sequence[Status],
    *,
    count: int,
    mark: Callable[[Status], object],
    correct: Callable[[], object],
    remove: Callable[[], object],
    writable: bool,
) -> QMenu:
    """Return the menu for `count` articles; the first of them have these statuses."""
    more = count > len(statuses)
    menu = QMenu(parent)
    for words, status in MARKS:
        action = menu.addAction(words)
        action.setEnabled(writable and (more or any(present != status for present in statuses)))
        action.triggered.connect(lambda _=False, status=status: mark(status))
    menu.addSeparator()
    details = menu.addAction("Correct the details…")
    details.setEnabled(writable and count == 1)
    details.triggered.connect(lambda _=False: correct())
    menu.addSeparator()
    away = menu.addAction("Remove the article" if count == 1 else f"Remove {count:,} articles")
    away.setEnabled(writable)
    away.triggered.connect(lambda _=False: remove())
    return menu
