"""The one style sheet of the program, on top of Fusion. Sizes in steps of 4; corners 7 on controls, 10 on cards.

Dynamic properties that widgets may set: ``role`` on labels ("heading", "second", "key", "error"), ``kind`` on buttons
("primary", "quiet", "tab", "danger"), ``card`` ("true", "in hand") on frames, ``pane`` on the big areas ("side",
"paper", "bar"), ``line`` ("across", "down") on frames that are hairlines, ``bad`` ("true") on a line edit whose text is
refused.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from desktop.colour import mix

if TYPE_CHECKING:
    from desktop.theme import Theme

_PICTURES = Path(__file__).parent / "icons"


def build(theme: Theme) -> str:
    """Return the style sheet for `theme`."""
    names = {name: getattr(theme, name) for name in theme.__slots__ if name != "name"}
    pictures = {
        picture: (_PICTURES / f"sheet-{picture}-{theme.name}.svg").as_posix()
        for picture in ("chevron-down", "chevron-up", "chevron-right", "check", "minus", "x")
    }
    names |= {key.replace("-", "_"): f'url("{path}")' for key, path in pictures.items()}
    names["thumb"] = mix(theme.line, theme.third, 0.35)
    names["rim"] = mix(theme.line, theme.third, 0.55)  # controls must be seen: stronger than hairlines
    names["pressed"] = mix(theme.hover, theme.line, 0.6)
    names["accent_hover"] = mix(theme.accent, theme.ink, 0.12)
    return Template("".join((_BASE, _BUTTONS, _FIELDS, _TICKS, _VIEWS, _BARS, _FRAMES))).substitute(names)


_BASE = """
QMainWindow, QDialog, QMessageBox, QWizard { background: $window; }
QWidget[pane="side"] { background: $panel; }
QWidget[pane="paper"] { background: $paper; }
QWidget[pane="bar"] { background: $panel; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLabel { background: transparent; }
QLabel[role="second"], QLabel[role="heading"] { color: $second; font-size: 12px; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="title"] { font-size: 15px; font-weight: 600; }
QLabel[role="error"] { color: $bad; }
QLabel[role="warning"] { color: $warn; }
QLabel[role="key"] { color: $second; font-size: 11px; border: 1px solid $line; border-bottom-color: $rim;
    border-radius: 4px; padding: 0 4px; background: $paper; }
QLabel:disabled { color: $third; }
QToolTip { background: $ink; color: $paper; border: 1px solid $ink; padding: 4px 8px; font-size: 12px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
"""

_BUTTONS = """
QPushButton { background: $paper; border: 1px solid $rim; border-radius: 7px; padding: 5px 12px; min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $third; border-color: $line; background: $panel; }
QPushButton:default, QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $on_accent;
    font-weight: 600; }
QPushButton:default:hover, QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton:default:disabled, QPushButton[kind="primary"]:disabled { background: $pressed; border-color: $line;
    color: $third; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $second; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $ink; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="tab"] { background: transparent; border-color: transparent; color: $second; }
QPushButton[kind="tab"]:hover { background: $hover; color: $ink; }
QPushButton[kind="tab"]:checked { background: $selected; color: $ink; font-weight: 600; }
QPushButton[kind="tab"]:focus { border: 2px solid $accent; }
QPushButton[kind="danger"] { color: $bad; }
QPushButton::menu-indicator { image: $chevron_down; width: 12px; height: 12px; subcontrol-position: right center;
    right: 6px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 7px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked, QToolButton:open { background: $selected; }
QToolButton:focus { border: 2px solid $accent; padding: 3px; }
QToolButton:disabled { color: $third; }
QToolButton::menu-indicator { image: none; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
    background: $paper; border: 1px solid $rim; border-radius: 7px; padding: 5px 9px; min-height: 18px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus,
QComboBox:focus { border: 2px solid $accent; padding: 4px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {
    color: $third; background: $panel; border-color: $line; }
QLineEdit:read-only { background: $panel; }
QLineEdit[bad="true"] { border: 2px solid $bad; padding: 4px 8px; }
QTextEdit#reader, QTextEdit#reader:focus { border: none; border-radius: 0; padding: 0; background: $paper;
    selection-background-color: transparent; selection-color: $ink; }
QComboBox { padding-right: 24px; combobox-popup: 0; }
QComboBox:focus { padding-right: 23px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: $chevron_down; width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $rim; padding: 4px; outline: none; }
QAbstractSpinBox > QLineEdit, QComboBox > QLineEdit { border: none; padding: 0; margin: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; background: transparent;
    subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: $chevron_up; width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: $chevron_down; width: 11px; height: 11px; }
"""

_TICKS = """
QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 5px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $third; }
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator { width: 14px; height: 14px;
    border: 1px solid $third; border-radius: 4px; background: $paper; }
QCheckBox::indicator:hover, QAbstractItemView::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
    background: $accent; border-color: $accent; image: $check; }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { background: $accent;
    border-color: $accent; image: $minus; }
QCheckBox::indicator:disabled { border-color: $line; background: $panel; }
QCheckBox::indicator:checked:disabled { border-color: $third; background: $third; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $third; border-radius: 8px; background: $paper; }
QRadioButton::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; border-radius: 8px; }
"""

_VIEWS = """
QAbstractItemView { background: $panel; alternate-background-color: $paper; border: none; outline: none;
    selection-background-color: $selected; selection-color: $ink; }
QAbstractItemView::item { padding: 4px 8px; border: none; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $selected; color: $ink; }
QTreeView::item, QListView::item { padding: 4px; min-height: 20px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView { gridline-color: $line; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $second; font-size: 12px; font-weight: 600; border: none;
    border-bottom: 1px solid $line; padding: 6px 8px; }
QHeaderView::section:hover { color: $ink; }
QHeaderView::up-arrow { image: $chevron_up; width: 12px; height: 12px; }
QHeaderView::down-arrow { image: $chevron_down; width: 12px; height: 12px; }
QTableCornerButton::section { background: $panel; border: none; border-bottom: 1px solid $line; }
QTreeView::branch:has-children:closed { image: $chevron_right; }
QTreeView::branch:has-children:open { image: $chevron_down; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $third; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_BARS = """
QMenuBar { background: $panel; border-bottom: 1px solid $line; padding: 2px 4px; }
QMenuBar::item { padding: 5px 10px; border-radius: 7px; background: transparent; }
QMenuBar::item:selected { background: $selected; }
QMenu { background: $paper; border: 1px solid $rim; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selected; color: $ink; }
QMenu::item:disabled { color: $third; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 8px; }
QMenu::indicator:checked { background: $accent; border-radius: 4px; image: $check; }
QMenu::right-arrow { image: $chevron_right; width: 12px; height: 12px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $line; padding: 4px; spacing: 4px; }
QStatusBar { background: $panel; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { color: $second; padding: 7px 14px; margin: 4px 2px; border: 2px solid transparent; border-radius: 7px; }
QTabBar::tab:hover { color: $ink; background: $hover; }
QTabBar::tab:selected { color: $ink; background: $selected; font-weight: 600; }
QTabBar::tab:focus { border-color: $accent; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px;
    color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; margin: -5px 0; border-radius: 7px; background: $accent; }
"""

_FRAMES = """
QGroupBox { border: 1px solid $line; border-radius: 10px; margin-top: 20px; padding: 12px 8px 8px 8px;
    background: $paper; }
QGroupBox::title { subcontrol-origin: margin; left: 4px; top: 0; color: $second; font-weight: 600; }
QFrame[card="true"] { background: $paper; border: 1px solid $line; border-radius: 10px; }
QFrame[card="in hand"] { background: $paper; border: 2px solid $accent; border-radius: 10px; }
QFrame[card="dashed"] { background: transparent; border: 1px dashed $rim; border-radius: 10px; }
QFrame[line="across"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[line="down"] { background: $line; border: none; min-width: 1px; max-width: 1px; }
QDockWidget::title { background: $panel; padding: 6px 8px; }
"""
