"""What is said before the first connection, and where connections are forbidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from corpus.web import Address
from corpus.web.pages import host_of
from corpus.wording import counted
from desktop import plain

_NAMED = 3  # sites named in a sentence


def sites(addresses: Sequence[Address]) -> str:
    """Return the sites of addresses in words: "bbc.com, orontes.example and 2 more sites"."""
    hosts = list(dict.fromkeys(host_of(each.url) for each in addresses))
    named = [plain.bidi_isolate(host) for host in hosts[:_NAMED]]
    if len(hosts) > _NAMED:
        named.append(counted(len(hosts) - _NAMED, "more site"))
    return " and ".join((", ".join(named[:-1]), named[-1])) if len(named) > 1 else "".join(named)


class Question(QFrame):
    """Asks, the first time, whether to connect.

    Signals:
        agreed, declined: the answer.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "in hand")
        self.heading = plain.PlainLabel("May Dateline connect to the web?")
        self.heading.setProperty("role", "title")
        self.words = plain.PlainLabel()
        self.words.setWordWrap(True)
        self.yes = QPushButton("Connect and fetch", autoDefault=False)
        self.yes.setProperty("kind", "primary")
        self.no = QPushButton("Not now", autoDefault=False)
        self.yes.clicked.connect(self.agreed)
        self.no.clicked.connect(self.declined)
        self.setLayout(_card((self.heading, self.words), (self.yes, self.no)))

    def ask(self, addresses: Sequence[Address]) -> None:
        """Ask about these."""
        self.words.setText(
            f"It does so only when you ask for it. Now it would ask {sites(addresses)} for these pages, and for the "
            "pages that feeds among them link to. Each site sees the internet address of this computer, which pages "
            "are asked for, and that Dateline asks. Nothing of your project or coding is sent.\n"
            "This is asked once. Connections can be forbidden altogether in the settings."
        )
        self.show()
        self.yes.setFocus()


class Forbidden(QFrame):
    """Says that connections are forbidden, and where that is changed.

    Signals:
        settings_wanted: the settings are to be shown.
    """

    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "dashed")
        heading = plain.PlainLabel("Connections to the web are forbidden")
        heading.setProperty("role", "title")
        words = plain.PlainLabel(
            "The settings of this computer say that Dateline never connects to the web. Pages saved from a browser, "
            "and feeds saved as files, can be imported all the same."
        )
        words.setWordWrap(True)
        self.open_button = QPushButton("Open the settings…", autoDefault=False)
        self.open_button.clicked.connect(self.settings_wanted)
        self.setLayout(_card((heading, words), (self.open_button,)))


def _card(words: Sequence[QWidget], buttons: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(16, 14, 16, 14)
    column.setSpacing(8)
    for each in words:
        column.addWidget(each)
    row = QHBoxLayout()
    row.setContentsMargins(0, 4, 0, 0)
    for each in buttons:
        row.addWidget(each)
    row.addStretch()
    column.addLayout(row)
    return column
