"""Before a table is imported: what its columns hold, asked only where that is not sure."""

from desktop.columns.asking import Asking, Wanted

__all__ = ["Asking", "Wanted"]
