"""How articles get into the window: file dialogs, files dropped, text dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import fonts
from desktop.settings import Settings
from desktop.theme import Theme

FOLDER_KEY = "import/folder"


def paths_of(mime: QMimeData) -> list[Path]:
    """Return the local files and folders in what is dropped or pasted, in order; addresses of the web are none."""
    local = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    return [Path(path) for path in dict.fromkeys(local) if path]


def text_of(mime: QMimeData) -> str:
    """Return the plain text in what is dropped or pasted; "" when it is files, or holds none but spaces."""
    if paths_of(mime) or not mime.hasText():
        return ""
    return mime.text() if mime.text().strip() else ""


def name_filters() -> list[str]:
    """Return what a file dialog offers: everything that can be read, each format, all files."""
    from corpus.readers import FILTERS, SUFFIXES  # not at the start of the window: it prepares every format

    formats = [f"{title} ({_patterns(suffixes)})" for title, suffixes in FILTERS]
    return [f"Articles ({_patterns(SUFFIXES)})", *formats, "All files (*)"]


def _patterns(suffixes: tuple[str, ...]) -> str:
    return " ".join(f"*{suffix}" for suffix in suffixes)


class ImportFiles:
    """Asks for what to import. Tests put their own `ask_files` and `ask_folder` in place."""

    @classmethod
    def ask_files(cls, parent: QWidget | None, settings: Settings) -> list[Path]:
        """Return the files chosen, none when the dialog was left."""
        found, _ = QFileDialog.getOpenFileNames(
            parent, "Import articles", settings.text(FOLDER_KEY), ";;".join(name_filters())
        )
        return cls._remember([Path(path) for path in found], settings)

    @classmethod
    def ask_folder(cls, parent: QWidget | None, settings: Settings) -> list[Path]:
        """Return the folder chosen, to be read with all it holds; nothing when the dialog was left."""
        found = QFileDialog.getExistingDirectory(parent, "Import a folder of articles", settings.text(FOLDER_KEY))
        return cls._remember([Path(found)] if found else [], settings)

    @staticmethod
    def _remember(paths: list[Path], settings: Settings) -> list[Path]:
        if paths:
            settings.set(FOLDER_KEY, str(paths[0].parent))
        return paths


class DropTarget(QObject):
    """Lets files and text be dropped anywhere on a window, and says so while they are held over it.

    Signals:
        paths_dropped: files and folders (list of `Path`).
        text_dropped: a story as plain text.
    """

    paths_dropped = Signal(list)
    text_dropped = Signal(str)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self.enabled = True
        self.veil = DropVeil(window, theme)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.veil.theme = theme

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                return self._enter(event)
            case QEvent.Type.DragLeave:
                self.veil.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._drop(event)
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths, text = paths_of(event.mimeData()), text_of(event.mimeData())
        if not self.enabled or event.source() is not None or not (paths or text):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.veil.show_over(invitation(paths))
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.veil.hide()
        paths, text = paths_of(event.mimeData()), text_of(event.mimeData())
        if not self.enabled or not (paths or text):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if paths:
            self.paths_dropped.emit(paths)
        else:
            self.text_dropped.emit(text)
        return True


def invitation(paths: list[Path]) -> str:
    """Return what will happen when these are let go."""
    if not paths:
        return "Drop to add the text as a story"
    return f"Drop to import {paths[0].name}" if len(paths) == 1 else f"Drop to import {len(paths):,} files"


class DropVeil(QWidget):
    """Lies over the window while something is held over it; the mouse goes through it."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window, self.theme, self.words = window, theme, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, words: str) -> None:
        """Cover the window and say what dropping does."""
        self.words = words
        self.setAccessibleName(words)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(self.theme.window)
        ground.setAlphaF(0.88)
        frame = QRectF(self.rect()).adjusted(12, 12, -12, -12)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), ground)
            painter.setPen(QPen(QColor(self.theme.accent), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(frame, 10, 10)
            painter.setPen(QColor(self.theme.ink))
            painter.setFont(fonts.chrome(17, weight=QFont.Weight.DemiBold))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.words)


def folder_url(folder: Path) -> QUrl:
    """Return what opens a local folder in the system's file manager."""
    return QUrl.fromLocalFile(str(folder))
