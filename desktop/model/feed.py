"""What a training tells on its way, brought from the job's thread to the window's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class TrainingFeed(QObject):
    """One run's. `tell` may be called from any thread; the signal arrives in the thread of whoever hears it.

    Signals:
        told: a `TrainingTold`.
    """

    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_off = False

    def tell(self, told: object) -> None:
        """Pass on how far the training is; nothing once nobody wants to hear it."""
        if not self.is_off:
            self.told.emit(told)
