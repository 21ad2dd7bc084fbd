"""Token boundaries for the article being read: from the cache at once, and from the tokens child for what is new."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from corpus.child import command
from corpus.errors import UserError
from corpus.store import Store
from labels.tokens import Tokenizer, Tokens

_PATIENCE = 60_000  # milliseconds for one answer; spaCy takes minutes over some texts that mean no good


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
        self._asked: deque[tuple[Tokenizer, Mapping[str, Any]]] = deque()
        self._is_broken = self._gave_up = False
        self._text = self._asked_about = ""
        self._learnt: Tokens | None = None  # of the present text: whoever hears `learned` asks for it
        self._hopeless: set[str] = set()
        self._deadline = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._deadline.timeout.connect(self._too_slow)

    def use(self, store: Store | None) -> None:
        """Work for another project from now on."""
        self._tokenizer = Tokenizer(store) if store else None
        self._gave_up, self._text, self._learnt = False, "", None

    def tokens(self, text: str) -> Tokens | None:
        """Return the tokens of a text, rough ones while the child is asked; None when no project is open."""
        if self._tokenizer is None:
            return None
        found = self._learnt if self._learnt is not None and text == self._text else self._tokenizer.known(text)
        self._text, self._learnt = text, None
        if found is None:
            self._ask()
            found = self._tokenizer.known(text, rough=True)
        return found

    def warm_up(self) -> None:
        """Start the child now, so that spaCy is loaded in it before the first article needs it."""
        self._child()

    def stop(self) -> None:
        """End the child."""
        self._deadline.stop()
        if self._process is not None:
            process, self._process = self._process, None
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(2000)
            self._asked.clear()

    def _child(self) -> QProcess | None:
        if self._process is None and not self._is_broken:
            program, *arguments = command("tokens")
            self._process = process = QProcess(self)
            process.setStandardErrorFile(QProcess.nullDevice())
            process.readyReadStandardOutput.connect(self._read)
            process.errorOccurred.connect(self._broken)
            process.finished.connect(self._broken)
            process.start(program, arguments)
        return self._process

    def _ask(self) -> None:
        """Ask about the present text; while an answer is under way for this project nothing is asked, but after it."""
        tokenizer = self._tokenizer
        if tokenizer is None or self._gave_up or self._text in self._hopeless:
            return
        if any(asker is tokenizer for asker, _ in self._asked):
            return
        request = tokenizer.request(self._text)
        if request is not None and (child := self._child()) is not None:
            self._asked.append((tokenizer, request))
            self._asked_about = self._text
            self._deadline.start()
            child.write(json.dumps(request).encode() + b"\n")

    def _read(self) -> None:
        while self._process is not None and self._asked and self._process.canReadLine():
            answer = json.loads(bytes(self._process.readLine().data()))
            tokenizer, request = self._asked.popleft()
            if not self._asked:
                self._deadline.stop()
            if tokenizer is self._tokenizer:  # else the answer is to another project's question
                self._take(tokenizer, request, answer)

    def _take(self, tokenizer: Tokenizer, request: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        try:
            tokenizer.accept(request, answer)
        except UserError as error:
            self._gave_up = "error" in answer
            self.failed.emit(str(error))
            return
        self._learnt = tokenizer.known(self._text)
        if self._learnt is None:
            self._ask()
        else:
            self.learned.emit()

    def _too_slow(self) -> None:
        """Keep the rough tokens of a text that takes too long, with a fresh child for the others."""
        self._hopeless.add(self._asked_about)
        self.stop()
        self._ask()

    def _broken(self) -> None:
        if self._process is None:  # told already: a crash is both an error and an end
            return
        process, self._process, self._is_broken = self._process, None, True
        process.kill()
        self._asked.clear()
        self.failed.emit(
            "The tokeniser stopped; selections snap to words by a simpler rule until Dateline is restarted."
        )
