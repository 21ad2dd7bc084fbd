"""The list of articles: search, status, outlet, and where the coder stands."""

from desktop.articles.panel import ArticlesPanel

__all__ = ["ArticlesPanel"]
