"""Tooltips."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop import plain


def hint(widget: QWidget, text: str) -> None:
    """Show `text` as it is when the mouse rests on a widget."""
    widget.setProperty("toolTip", plain.tooltip(text))
