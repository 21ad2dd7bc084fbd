"""The one door to sqlite-utils.

It looks for NumPy at import, to store NumPy's numbers. We have none to store, and loading NumPy would cost the window
0.15 of its one second, so NumPy is hidden while sqlite-utils is imported; afterwards anybody may import it.
"""

from __future__ import annotations

import sys

_present = sys.modules.get("numpy")
if _present is None:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # documented: makes the import raise ModuleNotFoundError
try:
    from sqlite_utils import Database, Migrations
finally:
    if _present is None:
        del sys.modules["numpy"]

__all__ = ["Database", "Migrations"]
