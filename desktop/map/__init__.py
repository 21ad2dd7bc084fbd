"""An offline map of the world with points on it. Import it only when a map is shown: it needs numpy."""

from desktop.map.view import MapView

__all__ = ["MapView"]
