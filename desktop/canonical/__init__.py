"""Reports and events on screen: what may be one happening, what was joined, and what is chosen in each field."""

from desktop.canonical.dialog import ReportsDialog

__all__ = ["ReportsDialog"]
