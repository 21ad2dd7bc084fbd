"""Suggestions: what names, patterns, models and other tools propose, and what the coder says to it."""
