"""Finds the formats: every module of `corpus.readers.formats` that holds a `FORMAT`."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from corpus.readers import formats as package
from corpus.readers.format import Format


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """Return all formats, by module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(import_module(f"{package.__name__}.{name}").FORMAT for name in names)


@lru_cache(maxsize=1)
def by_suffix() -> dict[str, Format]:
    """Return the format of each file ending (lower case, with its dot)."""
    return {suffix: each for each in formats() for suffix in each.suffixes}
