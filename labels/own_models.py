"""Which models were made on this computer: their digests lie with the user's files, where no project file reaches.

What a project says of its models, sums included, whoever made the project can write. So only of what this list holds
parts that are code run, and pickles are read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from corpus.errors import UserError
from corpus.folders import data_folder

_FILE = "models-made-here.txt"
_DIGEST = re.compile("[0-9a-f]{64}")


def digest(manifest: Mapping[str, str]) -> str:
    """Return one sum over the sums of all files of a model."""
    return hashlib.sha256(json.dumps(sorted(manifest.items())).encode()).hexdigest()


def add(manifest: Mapping[str, str]) -> None:
    """Keep that a model was made here.

    Raises:
        UserError: the list cannot be written.
    """
    try:
        with (data_folder() / _FILE).open("a", encoding="ascii") as file:
            file.write(digest(manifest) + "\n")
    except OSError as error:
        raise UserError(f"The list of models made here cannot be written ({error.strerror}).") from error


def has(manifest: Mapping[str, str]) -> bool:
    """Whether a model with just these files was made here."""
    if not manifest:
        return False
    try:
        lines = (data_folder() / _FILE).read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return False
    return digest(manifest) in filter(_DIGEST.fullmatch, lines)
