"""The Patterns page: what is always suggested, and an editor that shows hits as one types."""

from desktop.patterns.page import PatternsPage

__all__ = ["PatternsPage"]
