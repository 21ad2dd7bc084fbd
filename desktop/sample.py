"""The sample project: our own articles, most of them coded, as if the person at the desk had coded them."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.readers import read_paths
from corpus.store import SUFFIX, Store
from desktop.folders import data_folder
from labels import codebook, sample
from labels.intake import take_in


def sample_path() -> Path:
    """Return where the sample project lies when nobody says otherwise: the user's data folder."""
    return data_folder() / f"sample{SUFFIX}"


def make_sample(path: Path, *, coder: str = "") -> Path:
    """Build the sample project unless it is there already (somebody may have coded on in it), and return its path."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part{os.getpid()}")
    part.unlink(missing_ok=True)
    with Store.create(part, name="Sample desk", coder=coder) as store:
        codebook.use(store, codebook.load(sample.CODEBOOK))
        take_in(store, read_paths([sample.path()]), as_coder=store.coder_name)
    os.replace(part, path)
    return path
