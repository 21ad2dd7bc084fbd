"""What a page shows that has nothing to show."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.empty_state import EmptyState


class Windows(QObject):
    """Counts the windows that are shown."""

    shown = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.shown += event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        return False


def test_its_button_is_never_a_window_of_its_own(qapp: QApplication, qtbot: QtBot) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    state = EmptyState(theme.light(), picture="sparkles", button="Train")
    qtbot.addWidget(state)
    qapp.removeEventFilter(windows)
    assert windows.shown == 0
    assert not state.button.isHidden()
