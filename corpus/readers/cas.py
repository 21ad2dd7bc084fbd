"""Tells the JSON of UIMA, so that nobody is asked which of its keys is a text."""

from __future__ import annotations

KEYS = frozenset(("%TYPES", "%FEATURE_STRUCTURES", "_referenced_fss"))  # of its present form and of the one before
REASON = "is UIMA CAS JSON, which Dateline does not read yet"
