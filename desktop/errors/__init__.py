"""The Errors page: where the coding and a model differ, or the coding itself, and who is right."""

from desktop.errors.page import ErrorsPage

__all__ = ["ErrorsPage"]
