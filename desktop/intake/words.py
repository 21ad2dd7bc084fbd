"""Words of the Intake page: languages, what came of an import."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale

from corpus.wording import counted
from labels.imports import Import
from labels.intake_notes import Kind

KIND_NAMES: dict[Kind, str] = {
    "refused": "Refused",
    "copy": "In the project already",
    "span": "Spans and events left out",
    "warning": "Assumed or mended",
}


@cache
def language(code: str) -> str:
    """Return "English" for "en"; a code that nobody knows as it is, "" for none."""
    found = QLocale.codeToLanguage(code) if code else QLocale.Language.AnyLanguage
    return code if found == QLocale.Language.AnyLanguage else QLocale.languageToString(found)


def name(found: Import, *, folder: bool = True) -> str:
    """Return the file that articles came from, or several, with or without its folder; "" for none."""
    first = found.name if folder else found.name.rpartition("/")[2]
    return f"{first} and {counted(found.files - 1, 'more file')}" if first and found.files > 1 else first


def headline(found: Import) -> str:
    """Return "3,204 articles", or what else came in."""
    key = next((key for key in ("added", "spans", "events") if found.figure(key)), "")
    nouns = {"added": "article", "spans": "span", "events": "event"}
    return counted(found.figure(key), nouns[key]) if key else "Nothing new"


def skipped(found: Import) -> str:
    """Return "2 refused, 1 copy, 3 left out", "" when everything came in."""
    parts = (
        (found.figure("refused"), f"{found.figure('refused'):,} refused"),
        (found.figure("copies"), f"{found.figure('copies'):,} in the project already"),
        (found.figure("left_out"), f"{found.figure('left_out'):,} left out"),
    )
    return ", ".join(words for number, words in parts if number)


def sentence(found: Import) -> str:
    """Return the figures of an import beside its articles, as one line; "" when there is nothing to tell."""
    coding = [counted(found.figure(key), key[:-1]) for key in ("spans", "events") if found.figure(key)]
    parts = [" and ".join(coding), skipped(found)]
    if found.figure("held"):
        parts.append(f"{found.figure('held'):,} waited for labels or types that the project lacked")
    for key, noun in (("labels", "label"), ("types", "event type"), ("roles", "role")):
        if isinstance(new := found.figures.get(key), list) and new:
            parts.append(f"{counted(len(new), noun)} added")
    if found.figures.get("cancelled"):
        parts.append("stopped before the end")
    if found.taken_back:
        parts.append("taken back")
    return " · ".join(part for part in parts if part)
