"""The widget: a map to drag and zoom, with points that gather in clusters, and candidates to choose from."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop import fonts, plain
from desktop.map import marks, topology
from desktop.map.buttons import MapButtons
from desktop.map.camera import Camera
from desktop.map.ground import TILE, Ground, Key
from desktop.map.points import Points, Seen
from desktop.map.projection import y_of
from desktop.theme import Theme

Candidate = tuple[object, str, float, float]
_BUDGET = 0.006  # seconds a frame may spend on new tiles
_NOTCH = 120  # what a wheel says for one notch
_CREDIT = "Natural Earth"


class MapView(QWidget):
    """A map of the world; it makes no connection.

    Attributes:
        points: those shown.
        describe: what a tooltip says of points, given their ids; None for no tooltip.

    Signals:
        selected: points were chosen by hand (list of ids; all of a cluster; empty when a click chose none).
        candidate_chosen: a pin was clicked (its key).
        pointed: a click where nothing is (latitude, longitude).
        moved: another part is seen.
    """

    selected = Signal(object)
    candidate_chosen = Signal(object)
    pointed = Signal(float, float)
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map")
        self.setAccessibleName("Map")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.describe: Callable[[list[int]], str] | None = None
        self._theme, self._camera = theme, Camera()
        self._ground, self._marks = Ground(topology.world(), theme), marks.Marks(theme)
        self.points = Points()
        self._candidates: list[Candidate] = []
        self._candidate: object = None
        self._pins: list[tuple[QRectF, object]] = []
        self._backdrop: tuple[QPixmap, Camera] | None = None
        self._pressed: QPointF | None = None
        self._dragging, self._band = False, QRect()
        self._fit_wanted, self._turned = True, 0
        self._box: tuple[float, float, float, float, int] | None = None  # what is kept in view, until moved by hand
        self._level = self._camera.level  # of the last frame
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._paint_ahead)
        self._buttons = MapButtons(self, self.zoom, self.fit)
        self._buttons.set_theme(theme)

    # What others call

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme, self._backdrop = theme, None
        self._ground.set_theme(theme)
        self._marks.set_theme(theme)
        self._buttons.set_theme(theme)
        self.update()

    def set_points(
        self, ids: ArrayLike, lats: ArrayLike, lons: ArrayLike, colours: Sequence[str] | ArrayLike,
        *, palette: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        """Show points: `#rrggbb` for each in `colours`, or (fast for very many) its number in `palette`."""
        chosen = self.points.chosen_ids()
        self.points = Points(ids, lats, lons, colours, palette=palette)
        if chosen:
            self.points.choose(chosen)
        self.update()

    def set_selected(self, ids: ArrayLike) -> None:
        """Mark these points, and no others; nothing is emitted."""
        self.points.choose(ids)
        self.update()

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Show numbered pins for (key, name, latitude, longitude), and bring them all into view."""
        self._candidates, self._candidate = list(candidates), None
        if candidates:
            xs, ys = [one[3] for one in candidates], [y_of(one[2]) for one in candidates]
            self._fit_to(min(xs), min(ys), max(xs), max(ys))
        self.update()

    def choose_candidate(self, key: object) -> None:
        """Show which pin is in hand; None for none."""
        self._candidate = key
        self.update()

    def focus_on(self, latitude: float, longitude: float, degrees: float) -> None:
        """Look at a place, with about so many degrees around it in view."""
        y = y_of(latitude)
        self._fit_to(longitude - degrees / 2, y - degrees / 2, longitude + degrees / 2, y + degrees / 2, margin=0)

    def fit(self) -> None:
        """Show all points, or the world; again whenever the size changes, until the map is moved."""
        found = self.points.bounds()
        if found is None:
            self._fit_to(-160, -90, 170, 70, margin=0)
        else:
            west, north, east, south = found
            slack = max(0.0, 0.6 - (east - west)) / 2  # a single town is not shown from the roofs
            self._fit_to(west - slack, north - slack, east + slack, south + slack)
        self._fit_wanted = True

    def zoom(self, steps: int) -> None:
        """Come nearer (or go away, below 0), keeping the middle."""
        self._zoom(steps, self.width() / 2, self.height() / 2)

    def camera(self) -> Camera:
        """Return what is seen."""
        return self._camera

    def bounds(self) -> tuple[float, float, float, float]:
        """Return south, west, north, east of what is seen, degrees."""
        north, west = self._camera.place(0, 0)
        south, east = self._camera.place(self._camera.width, self._camera.height)
        return south, west, north, east

    def put_over(self, widget: QWidget) -> None:
        """Put a button or the like into the upper right corner."""
        self._buttons.add(widget)

    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    # Moving

    def _fit_to(self, west: float, north: float, east: float, south: float, *, margin: int = 48) -> None:
        self._fit_wanted, self._box = False, (west, north, east, south, margin)
        self._look(self._camera.fitted(west, north, east, south, margin=margin))

    def _zoom(self, steps: int, x: float, y: float) -> None:
        self._fit_wanted, self._box = False, None
        self._look(self._camera.zoomed(steps, x, y))

    def _look(self, camera: Camera) -> None:
        if camera.level != self._camera.level and self.isVisible():
            self._keep_backdrop()
        self._camera = camera
        self.update()
        self.moved.emit()

    def _keep_backdrop(self) -> None:
        """What is seen now stands in, stretched, for tiles of the new level that are still to be painted."""
        if self._missing():  # what stood in before is still the better picture; or nothing was painted yet
            return
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._ground.sea)
        with QPainter(picture) as painter:
            self._paint_tiles(painter, self._camera)
        self._backdrop = picture, self._camera

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        self._paint_missing(ratio)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._ground.sea)
            if self._missing():
                self._paint_backdrop(painter)
            else:
                self._backdrop = None
            self._paint_tiles(painter, self._camera)
            self._paint_clusters(painter, ratio)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_pins(painter)
            self._paint_band(painter)
            self._paint_credit(painter)
        self._later.start()

    def _paint_missing(self, ratio: float) -> None:
        """Paint tiles within the time of a frame; the first frame of a zoom step shows the old picture, stretched."""
        first, self._level = self._level != self._camera.level, self._camera.level
        if first and self._backdrop is not None:
            return
        until = time.perf_counter() + _BUDGET
        for key in self._missing():
            self._ground.paint(key, self._camera.scale, ratio)
            if time.perf_counter() > until:
                break

    def _keys(self, camera: Camera, margin: int = 0) -> list[Key]:
        columns = range((camera.left - margin) // TILE, (camera.left + camera.width + margin) // TILE + 1)
        rows = range((camera.top - margin) // TILE, (camera.top + camera.height + margin) // TILE + 1)
        return [(camera.level, column, row) for row in rows for column in columns]

    def _missing(self) -> list[Key]:
        return [key for key in self._keys(self._camera) if self._ground.held(key) is None]

    def _paint_ahead(self) -> None:
        """Paint tiles while nobody waits: first those in view, then those that a drag would bring into it."""
        if not self.isVisible():
            return
        if self._missing():
            self.update()
            return
        ahead = [key for key in self._keys(self._camera, TILE // 2) if self._ground.held(key) is None]
        if ahead:
            self._ground.paint(ahead[0], self._camera.scale, self.devicePixelRatioF())
            self._later.start()

    def _paint_tiles(self, painter: QPainter, camera: Camera) -> None:
        for key in self._keys(camera):
            if (tile := self._ground.held(key)) is not None:
                painter.drawPixmap(key[1] * TILE - camera.left, key[2] * TILE - camera.top, tile)

    def _paint_backdrop(self, painter: QPainter) -> None:
        if self._backdrop is None:
            return
        picture, before = self._backdrop
        by = self._camera.scale / before.scale
        left, top = before.left * by - self._camera.left, before.top * by - self._camera.top
        target = QRectF(left, top, before.width * by, before.height * by)
        painter.drawPixmap(target, picture, QRectF(picture.rect()))

    def _paint_clusters(self, painter: QPainter, ratio: float) -> None:
        any_chosen = bool(self.points.chosen.any())
        for one in self.points.in_view(self._camera):
            picture = self._marks.picture(one.colour, one.count, _state(one, any_chosen), ratio)
            half = picture.width() / ratio / 2
            painter.drawPixmap(QPointF(one.x - half, one.y - half), picture)

    def _paint_pins(self, painter: QPainter) -> None:
        self._pins = []
        for number, (key, name, latitude, longitude) in reversed(list(enumerate(self._candidates, 1))):
            at = QPointF(*self._camera.screen(latitude, longitude))
            chosen = key == self._candidate
            box = marks.draw_pin(painter, at, number, plain.bidi_isolate(name), self._theme, chosen=chosen)
            self._pins.insert(0, (box, key))

    def _paint_band(self, painter: QPainter) -> None:
        if self._band.isNull():
            return
        fill = QColor(self._theme.accent)
        fill.setAlpha(36)
        painter.setPen(QPen(QColor(self._theme.accent), 1))
        painter.setBrush(fill)
        painter.drawRect(self._band)

    def _paint_credit(self, painter: QPainter) -> None:
        painter.setFont(fonts.chrome(10))
        painter.setPen(QColor(self._theme.second))
        box = self.rect().adjusted(8, 0, -8, -5)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, _CREDIT)

    # Mouse and keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tooltip(event.pos(), event.globalPos())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ground.forget()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._camera = self._camera.sized(self.width(), self.height())
        if self._fit_wanted:
            self.fit()
        elif self._box is not None:  # a map is asked for its view before it has its size
            *box, margin = self._box
            self._fit_to(*box, margin=margin)
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self._zoom(steps, event.position().x(), event.position().y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        moved = event.position() - self._pressed
        if not self._dragging and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragging = True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not self._band.isNull():
            self._band = QRect(self._pressed.toPoint(), event.position().toPoint()).normalized()
            self.update()
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._fit_wanted, self._box = False, None
        self._look(self._camera.moved(-moved.x(), -moved.y()))
        self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        pressed, self._pressed = self._pressed, None
        self.unsetCursor()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._band.isNull():
            box, self._band = QRectF(self._band), QRect()
            self._choose(self.points.inside(self._camera, box.left(), box.top(), box.right(), box.bottom()), add=True)
        elif not self._dragging:
            self._click(pressed, shift=shift)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._zoom(2, event.position().x(), event.position().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 80
        arrows = {
            Qt.Key.Key_Left: (-step, 0), Qt.Key.Key_Right: (step, 0),
            Qt.Key.Key_Up: (0, -step), Qt.Key.Key_Down: (0, step),
        }  # fmt: skip
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif (move := arrows.get(Qt.Key(key))) is not None:
            self._fit_wanted, self._box = False, None
            self._look(self._camera.moved(*move))
        else:
            super().keyPressEvent(event)

    def _click(self, at: QPointF, *, shift: bool) -> None:
        key = next((key for box, key in self._pins if box.contains(at)), None)
        if key is not None:
            self.choose_candidate(key)
            self.candidate_chosen.emit(key)
            return
        hit = self.points.at(self._camera, at.x(), at.y())
        if hit or (self.points.chosen.any() and not shift):
            self._choose(hit, add=shift)
        if not hit:
            self.pointed.emit(*self._camera.place(at.x(), at.y()))

    def _choose(self, ids: list[int], *, add: bool) -> None:
        wanted = list(dict.fromkeys([*self.points.chosen_ids(), *ids])) if add else ids
        self.set_selected(wanted)
        self.selected.emit(wanted)

    def _show_tooltip(self, at: QPoint, on_screen: QPoint) -> None:
        hit = self.points.at(self._camera, at.x(), at.y()) if self.describe else []
        if hit and self.describe:
            QToolTip.showText(on_screen, plain.tooltip(self.describe(hit)), self)
        else:
            QToolTip.hideText()


def _state(one: Seen, any_chosen: bool) -> marks.State:
    if not any_chosen:
        return "plain"
    if not one.held:
        return "aside"
    return "chosen" if one.held == one.count else "partly"
