"""The article on screen: the only place that knows Qt counts in UTF-16."""

from desktop.reader.keys import KeyPress
from desktop.reader.span import Lit, ReaderSpan, SpanId
from desktop.reader.tokens import TokenIndex, Words
from desktop.reader.view import ReaderView

__all__ = ["KeyPress", "Lit", "ReaderSpan", "ReaderView", "SpanId", "TokenIndex", "Words"]
