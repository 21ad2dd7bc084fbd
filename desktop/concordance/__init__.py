"""The page Concordance: every hit of a search in its context, ticked and labelled at once."""

from desktop.concordance.page import ConcordancePage

__all__ = ["ConcordancePage"]
