"""Forms: a word before each field, Alt with its underlined letter goes to the field."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from desktop import plain


def form(fields: Iterable[tuple[str, QWidget]]) -> QFormLayout:
    """Return a layout of (words, field) rows; `&` stands before the letter to underline."""
    layout = QFormLayout()
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    for words, field in fields:
        label = plain.PlainLabel(words)
        label.setAccessibleName(words.replace("&", ""))
        label.setBuddy(field)
        label.setFixedHeight(30)  # in line with the field, also when an error stands below it
        if not field.accessibleName():
            field.setAccessibleName(words.replace("&", ""))
        layout.addRow(label, field)
    return layout
