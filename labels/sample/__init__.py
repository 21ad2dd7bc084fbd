"""Sample articles of our own writing, most of them coded with the codebook "Conflict basics".

`articles.jsonl` is built from `source/*.txt` by `python -m labels.sample.build`.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

CODEBOOK = "conflict_basics"


def path() -> Path:
    """Return where the sample articles lie: Prodigy-style JSONL, one article a line."""
    return Path(str(resources.files("labels.sample").joinpath("articles.jsonl")))


def lines() -> list[str]:
    """Return the sample articles as JSON texts, one each, in queue order."""
    return path().read_text("utf-8").removesuffix("\n").split("\n")
