"""Sample articles of our own writing, most of them coded with the codebook "Conflict basics", events included.

`articles.jsonl` is built from `source/*` by `python -m labels.sample.build`; `actors.toml` and `places.toml` list whom
and where the events are about.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

CODEBOOK = "conflict_basics"


def path() -> Path:
    """Return where the sample articles lie: Prodigy-style JSONL, one article a line."""
    return Path(str(resources.files("labels.sample").joinpath("articles.jsonl")))


def lines() -> list[str]:
    """Return the sample articles as JSON texts, one each, in queue order."""
    return path().read_text("utf-8").removesuffix("\n").split("\n")


def actors() -> list[dict[str, Any]]:
    """Return the actors of the sample articles, a group before its parts; keys as in `actors.toml`."""
    return _listed("actor")


def places() -> list[dict[str, Any]]:
    """Return the places of the sample articles; keys as in `places.toml`."""
    return _listed("place")


def _listed(kind: str) -> list[dict[str, Any]]:
    text = resources.files("labels.sample").joinpath(f"{kind}s.toml").read_text("utf-8")
    return list(tomllib.loads(text)[kind])
