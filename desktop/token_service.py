"""Token boundaries for the article being read: from the cache at once, and from the tokens child for what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from corpus.child import command
from corpus.errors import UserError
from corpus.store import Store
from labels.tokens import Tokenizer, Tokens


class TokenService(QObject):
    """Answers what the tokens of a text are, never waiting: roughly at first when the text holds unseen words.

    Signals:
        learned: the exact tokens of the text asked for last can be had now.
        failed: the child cannot help; one plain sentence.
    """

    learned = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokenizer: Tokenizer | None = None
        self._process: QProcess | None = None
        self._asked: Mapping[str, Any] | None = None
        self._text = ""

    def use(self, store: Store | None) -> None:
        """Work for another project from now on."""
        self._tokenizer = Tokenizer(store) if store else None
        self._asked, self._text = None, ""

    def tokens(self, text: str) -> Tokens | None:
        """Return the tokens of a text, rough ones while the child is asked; None when no project is open."""
        if self._tokenizer is None:
            return None
        found = self._tokenizer.known(text)
        self._text = text
        if found is None:
            self._ask()
            found = self._tokenizer.known(text, rough=True)
        return found

    def warm_up(self) -> None:
        """Start the child now, so that spaCy is loaded in it before the first article needs it."""
        self._child()

    def stop(self) -> None:
        """End the child."""
        if self._process is not None:
            process, self._process = self._process, None
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(2000)

    def _child(self) -> QProcess:
        if self._process is None:
            program, *arguments = command("tokens")
            process = QProcess(self)
            process.setStandardErrorFile(QProcess.nullDevice())
            process.readyReadStandardOutput.connect(self._read)
            process.errorOccurred.connect(self._broken)
            process.finished.connect(self._broken)
            process.start(program, arguments)
            self._process = process
        return self._process

    def _ask(self) -> None:
        if self._tokenizer is None or self._asked is not None:
            return
        self._asked = self._tokenizer.request(self._text)
        if self._asked is not None:
            self._child().write(json.dumps(self._asked).encode() + b"\n")

    def _read(self) -> None:
        process = self._process
        if process is None or not process.canReadLine():
            return
        answer = json.loads(bytes(process.readLine().data()))
        asked, self._asked = self._asked, None
        if self._tokenizer is None or asked is None:
            return
        try:
            self._tokenizer.accept(asked, answer)
        except UserError as error:
            self.failed.emit(str(error))
            return
        if self._tokenizer.known(self._text) is None:
            self._ask()
        else:
            self.learned.emit()

    def _broken(self) -> None:
        self._process, self._asked = None, None
        self.failed.emit(
            "The tokeniser stopped; selections snap to words by a simpler rule until Dateline is restarted."
        )
