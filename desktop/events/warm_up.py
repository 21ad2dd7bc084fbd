"""Loads beforehand what the Events page needs, in a thread, so that its first opening does not wait for it."""

from __future__ import annotations

from threading import Thread


def start() -> Thread:
    """Begin to load numpy, pyqtgraph and the outlines of the map, and return at once.

    To be called some seconds after the window is up. It holds the interpreter only in short slices; what the page still
    finds unloaded it loads itself.
    """
    thread = Thread(target=_load, name="events warm-up", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    import numpy  # noqa: F401 -- first, since the others are waiting for it anyway

    import desktop.events.frame
    import desktop.events.timeline  # noqa: F401 -- pyqtgraph
    from desktop.map import topology

    topology.world()
