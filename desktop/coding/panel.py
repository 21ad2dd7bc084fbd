"""The right pane as one widget: it shows what the session holds, and says what the analyst wants done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from corpus.changes import Changes
from desktop.coding import names as naming
from desktop.coding.event_pane import EventPane
from desktop.coding.label_menu import LabelMenu
from desktop.coding.label_picker import LabelPicker
from desktop.coding.palette import LabelPalette
from desktop.coding.span_card import SpanCard
from desktop.coding.span_list import SpanList
from desktop.coding.span_model import rows
from desktop.coding.switch import Switch
from desktop.label_dialog import LabelDialog
from desktop.label_swatches import next_swatch
from desktop.plain import PlainLabel
from desktop.session import Session
from desktop.theme import Theme
from labels import labels, spans
from labels.label import Label

WIDTH = 340
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
FRAME = 64  # pixels of the pane's margins and of the gaps between its parts
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
PALETTE_SHARE = 0.45  # of the pane's height, at most; then it scrolls
_LEAST_LIST, _LIST = 66, 130  # pixels: the field and a row; and three rows
_DIGITS = 187  # pixels of the labels with a digit: what is beyond them scrolls before the list has less than three rows
SPANS, EVENTS = 0, 1  # which list is shown
ROOM_FOR_EVENTS = 230  # a card with its roles


class CodingPanel(QWidget):
    """Labels palette, and below it either the list of spans with the span in hand, or the cards of the events.

    Signals:
        label_requested: label the selection, or the span in hand, with this label's id.
        label_all_requested: label every same mention in the article.
        held_changed: the id of the label held, or None.
        span_requested: take this span in hand.
        remove_requested: remove this span.
        key_typed: a key while an event is in hand: the character, and whether Shift was held.
        event_wanted: make an event of what is in hand.
        left: the analyst is done here; the keys belong to the article again.
    """

    label_requested = Signal(int)
    label_all_requested = Signal(int)
    held_changed = Signal(object)
    span_requested = Signal(int)
    remove_requested = Signal(int)
    key_typed = Signal(str, bool)
    event_wanted = Signal()
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._theme = theme
        self._held: int | None = None
        self._hand: int | None = None
        self._card_room = 0  # pixels that the card of a span has needed so far
        self._every: list[Label] = []
        self._names: dict[int, str] = {}
        self.show_retired = False
        self._letters = {"pick_label": "l", "note": "n"}
        self.heading = PlainLabel("Labels", self)
        self.held_note = PlainLabel("", self, elide=Qt.TextElideMode.ElideRight)
        self.palette_view = LabelPalette(theme, self)
        self._scroll = QScrollArea(self)
        self.switch = Switch(("Spans", "Events"), theme, self)
        self._spans_part = QWidget(self)
        self.span_list = SpanList(theme, self._spans_part)
        self.card = SpanCard(theme, self._spans_part)
        self.event_pane = EventPane(session, theme, self)
        self.new_event = QPushButton("New event", self)
        self._picker: LabelPicker | None = None
        self._build()
        self._connect()
        self._on_project()

    # Building

    def _build(self) -> None:
        self.setProperty("pane", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Coding")
        self.setMinimumWidth(240)
        self.heading.setProperty("role", "heading")
        self.held_note.setProperty("role", "second")
        self.held_note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._scroll.setWidget(self.palette_view)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.span_list.setMinimumHeight(_LEAST_LIST)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.setSpacing(12)
        head.addWidget(self.heading)
        head.addWidget(self.held_note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 14, 12, 12)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(8)
        layout.addWidget(self._scroll)
        layout.addSpacing(8)
        layout.addLayout(self._lists_head())
        layout.addSpacing(2)
        layout.addWidget(self._spans_part, 1)
        layout.addWidget(self.event_pane, 1)
        self._build_spans()
        self.show_list(SPANS)

    def _lists_head(self) -> QHBoxLayout:
        self.span_list.heading.hide()  # the switch says it
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 2, 0)
        row.addWidget(self.switch)
        row.addStretch(1)
        row.addWidget(self.span_list.number)
        row.addWidget(self.new_event)
        self.new_event.setProperty("kind", "quiet")
        self.new_event.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the article
        self.new_event.clicked.connect(self.event_wanted)
        return row

    def _build_spans(self) -> None:
        layout = QVBoxLayout(self._spans_part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.span_list, 1)
        layout.addSpacing(8)
        layout.addWidget(self.card)
        size = self.card.sizePolicy()
        size.setRetainSizeWhenHidden(True)  # else list and card change places at every key, and all is painted anew
        self.card.setSizePolicy(size)

    def _connect(self) -> None:
        session, palette = self.session, self.palette_view
        session.project_changed.connect(self._on_project)
        session.article_changed.connect(self._on_article)
        session.changed.connect(self._on_changed)
        palette.label_clicked.connect(self._request)
        palette.hold_wanted.connect(self._toggle_hold)
        palette.menu_wanted.connect(lambda label_id, where: LabelMenu(self, label_id).popup(where))
        palette.edit_wanted.connect(self.edit_label)
        palette.more_wanted.connect(self.open_picker)
        self.span_list.span_chosen.connect(self._on_span_chosen)
        self.span_list.remove_wanted.connect(self._remove)
        self.card.remove_wanted.connect(self._remove)
        self.card.note_committed.connect(self._write_note)
        self.card.certainty_chosen.connect(self._write_certainty)
        self.card.done.connect(self.left)
        session.event_taken.connect(self._on_event)
        self.switch.changed.connect(self.show_list)

    def sizeHint(self) -> QSize:
        """Return the pane's usual size."""
        return QSize(WIDTH, 800)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        for part in (self.palette_view, self.switch, self.span_list, self.card, self.event_pane):
            part.set_theme(theme)
        if self._picker is not None:
            self._picker.set_theme(theme)

    # What others ask

    @property
    def held(self) -> int | None:
        """The label held: every selection gets it at once."""
        return self._held

    def hold(self, label_id: int | None) -> None:
        """Hold a label, or none."""
        if label_id != self._held:
            self._held = label_id
            self._show_states()
            self.held_changed.emit(label_id)

    @property
    def hand(self) -> int | None:
        """The span in hand."""
        return self._hand

    def set_hand(self, span_id: int | None) -> None:
        """Show which span is in hand; nothing is emitted."""
        self._hand = span_id
        self.span_list.set_hand(span_id)
        self._show_card()

    def show_list(self, which: int) -> None:
        """Show the spans (`SPANS`) or the events (`EVENTS`) below the labels."""
        self.switch.choose(which)
        self._spans_part.setVisible(which == SPANS)
        self._show_number()
        self.event_pane.setVisible(which == EVENTS)
        self.new_event.setVisible(which == EVENTS)
        self._fit_palette()

    def _show_number(self) -> None:
        """Show how many spans there are beside the switch, where that is more than the number on it."""
        more = not self.span_list.number.full_text.isdigit()
        self.span_list.number.setVisible(self.switch.chosen == SPANS and more)

    def edit_note(self) -> None:
        """Put the cursor into the note of the span in hand."""
        self.show_list(SPANS)
        if not self.card.isHidden():
            self.card.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Write what was typed and not kept yet; call before a project is closed."""
        self.card.keep()

    def label_of_key(self, key: str) -> Label | None:
        """Return the label that a key (a digit or a lower-case letter) applies."""
        return next((label for label in self.session.labels if key and label.key == key), None)

    def open_picker(self, where: QPoint | None = None) -> None:
        """Open the list of all labels under a global point, or under the last chip."""
        if self.session.store is None:
            return
        window = self.window()
        if self._picker is None or self._picker.within is not window:
            self._picker = LabelPicker(self._theme, window)
            self._picker.label_chosen.connect(self._request)
            self._picker.new_chosen.connect(self._add_and_request)
        retired = frozenset(label.name for label in self._every if label.retired)
        place = window.mapFromGlobal(where or self.palette_view.below_more())
        self._picker.open(self.session.labels, self._names, place, taken=retired)

    def edit_label(self, label_id: int) -> None:
        """Open a label's form."""
        label = self._label(label_id)
        if label is not None and not self.session.read_only:
            LabelDialog.ask(self.session, self._theme, self.window(), label=label)

    def add_label(self) -> None:
        """Open the form of a new label."""
        if not self.session.read_only:
            LabelDialog.ask(self.session, self._theme, self.window())

    def move_label(self, label_id: int, by: int) -> None:
        """Move a label up (-1) or down (1) in the codebook."""
        order = [label.id for label in self.session.labels]
        at = order.index(label_id)
        to = min(max(at + by, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        self.session.write(self, labels.reorder, order)

    def retire_label(self, label_id: int) -> None:
        """Offer a label no longer."""
        self.session.write(self, labels.retire, label_id)

    def restore_label(self, label_id: int) -> None:
        """Offer a retired label again."""
        self.session.write(self, labels.restore, label_id)

    def set_show_retired(self, shown: bool) -> None:
        """Show the retired labels among the chips, or hide them."""
        self.show_retired = shown
        self._show_labels()

    # What the session says

    def _on_project(self) -> None:
        self._hand, self.show_retired, self._opening = None, False, True
        self.card.forget()
        self.hold(None)
        self._show_labels()
        self._on_article()

    def _on_article(self) -> None:
        article = self.session.article
        if self._opening and article is not None:  # an article half coded is gone on with where it was left
            self._opening = False
            self.show_list(EVENTS if self.session.events else SPANS)
        if self._hand is not None and self._hand not in {span.id for span in self.session.spans}:
            self.set_hand(None)
        self.setEnabled(self.session.store is not None)
        self._show_spans()
        self.span_list.setVisible(article is not None or self.session.store is not None)
        self._show_events()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if "label" in changes.kinds:
            self._show_labels()
        if {"span", "label", "coder"} & changes.kinds:
            self._show_spans()
        self._show_events()

    def _on_event(self, event_id: int | None) -> None:
        if event_id is not None:
            self.show_list(EVENTS)
        self._show_events()

    def _show_events(self) -> None:
        self.event_pane.refresh()
        self.new_event.setEnabled(self.session.article is not None and not self.session.read_only)
        self.switch.buttons[EVENTS].set_number(self.event_pane.number)
        self.switch.buttons[SPANS].set_number(str(len(self.session.spans) or ""))
        self._show_number()
        self._show_states()

    def _show_labels(self) -> None:
        self._every = self.session.all_labels()
        self._names = naming.shown_names(self._every)
        offered = self.session.labels
        chips = naming.with_chips(offered)
        retired = [label for label in self._every if label.retired] if self.show_retired else []
        self.palette_view.show_labels([*chips, *retired], self._names, hidden=len(offered) - len(chips))
        if self._held is not None and all(label.id != self._held for label in offered):
            self.hold(None)
        self._show_states()
        self._fit_palette()

    def _show_states(self) -> None:
        counts = Counter(span.label_id for span in self.session.spans)
        self.palette_view.set_states(self._held, counts)
        held, badge = self._label(self._held), self.event_pane.badge(self.session.event_in_hand)
        self.palette_view.set_dimmed(bool(badge))
        told = (f"{badge} in hand · Esc lets go" if badge else "", f"{held.name} held" if held else "")
        self.held_note.setText(" · ".join(part for part in told if part))

    def _show_spans(self) -> None:
        colours = {label.id: label.colour for label in self._every}
        found = rows(self.session.spans, self._names, colours, self.session.coder_id)
        if self._hand is not None and all(row.span.id != self._hand for row in found):
            self.set_hand(None)
        self.span_list.show_rows(found, article=self.session.article is not None)
        self._show_states()
        self._show_card()

    def _show_card(self) -> None:
        found = next((span for span in self.session.spans if span.id == self._hand), None)
        colours = {label.id: label.colour for label in self._every}
        shown = rows([found], self._names, colours, self.session.coder_id)[0] if found else None
        label = self._label(found.label_id) if found else None
        self.card.show_span(shown, key=label.key if label else "", writable=not self.session.read_only)
        self._fit_palette()

    def _label(self, label_id: int | None) -> Label | None:
        return next((label for label in self._every if label.id == label_id), None)

    # What the analyst does

    def _request(self, label_id: int, every: bool) -> None:
        label = self._label(label_id)
        if label is not None and not label.retired:
            (self.label_all_requested if every else self.label_requested).emit(label_id)

    def _toggle_hold(self, label_id: int) -> None:
        label = self._label(label_id)
        if label is not None and not label.retired:
            self.hold(None if self._held == label_id else label_id)

    def _add_and_request(self, name: str, every: bool) -> None:
        colour = next_swatch([label.colour for label in self.session.labels], name)
        if self.session.write(self, labels.add, name, colour=colour):
            self._request(self.session.labels[-1].id, every)

    def _on_span_chosen(self, span_id: int) -> None:
        self._hand = span_id
        self._show_card()
        self.span_requested.emit(span_id)

    def _remove(self, span_id: int) -> None:
        found = next((span for span in self.session.spans if span.id == span_id), None)
        if found is not None and found.coder_id == self.session.coder_id and not self.session.read_only:
            self.remove_requested.emit(span_id)

    def _write_note(self, span_id: int, note: str) -> None:
        if self.session.write(self, spans.annotate, span_id, note=note) is None:
            self.card.note.refuse(next((span.note for span in self.session.spans if span.id == span_id), ""))

    def _write_certainty(self, span_id: int, certainty: str) -> None:
        if self.session.write(self, spans.annotate, span_id, certainty=certainty) is None:
            self._show_card()

    # Keys and size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Labels' keys and the letters for list and note work here too; what is nobody's goes on to the window."""
        held, typed = event.modifiers(), event.text().strip()
        if self.session.event_in_hand is not None and not held & _COMMANDS and typed and typed.isprintable():
            self.key_typed.emit(typed.lower(), bool(held & Qt.KeyboardModifier.ShiftModifier))
            return
        label = None if held & _COMMANDS else self.label_of_key(event.text().lower())
        if label is not None:
            self._request(label.id, bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif self._is("pick_label", event):
            self.open_picker()
        elif self._is("note", event) and not self.card.isHidden():
            self.edit_note()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _is(self, action_id: str, event: QKeyEvent) -> bool:
        return not event.modifiers() and event.text().lower() == self._letters[action_id] != ""

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Take other keys, by action id."""
        self._letters = {each: keys[each].lower() if len(keys[each]) == 1 else "" for each in self._letters}
        self.event_pane.set_keys(keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.card.isHidden() and self.session.spans and not self._spans_part.isHidden():
            with QPainter(self) as painter:
                painter.setPen(QColor(self._theme.second))
                place = self.card.geometry().translated(self._spans_part.pos())
                painter.drawText(place, _CENTRED, "Tab, or a click on a span, takes it in hand.")

    def _fit_palette(self) -> None:
        """Give the labels what they need, up to a share of the pane and to what list and card leave."""
        self._card_room = max(self._card_room, self.card.minimumSizeHint().height())  # else labels move with each span
        rest = self.height() - self._card_room - self.switch.sizeHint().height() - self.heading.height() - FRAME
        below = self._card_room + min(_LIST, max(_LEAST_LIST, rest - _DIGITS))
        if self.switch.chosen == EVENTS:
            below = ROOM_FOR_EVENTS
        below += self.switch.sizeHint().height()
        room = self.height() - below - self.heading.height() - FRAME
        wanted = self.palette_view.sizeHint().height()
        self._scroll.setFixedHeight(min(wanted, max(80, min(room, round(self.height() * PALETTE_SHARE)))))
