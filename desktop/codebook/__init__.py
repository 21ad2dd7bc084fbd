"""The Codebook page: labels, event types and roles, with what each change of them touches."""

from desktop.codebook.page import CodebookPage

__all__ = ["CodebookPage"]
