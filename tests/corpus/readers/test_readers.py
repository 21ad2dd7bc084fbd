"""The public door: pasted text, and what file dialogs ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.article import Refusal
from corpus.errors import UserError
from corpus.readers import FILTERS, SUFFIXES, Limits, read_files, read_text

ROOT = Path(__file__).resolve().parents[3]


def test_a_pasted_story_keeps_its_text_whole() -> None:
    text = "Rebels enter Hama\n6 December 2024\n\nRebels entered the city on Thursday.\n"
    article = read_text(text)
    assert article.text == text
    assert (article.title, article.published, article.where) == ("Rebels enter Hama", "2024-12-06", "pasted text")
    assert article.warnings == ()


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_a_blank_paste_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="no text"):
        read_text(text)


def test_a_paste_over_the_limit_is_refused() -> None:
    with pytest.raises(UserError, match="The pasted text holds 11 characters, over the limit of 10"):
        read_text("x" * 11, limits=Limits(text=10))


def test_file_dialogs_are_told_all_endings() -> None:
    assert {".txt", ".html", ".jsonl", ".csv"} <= set(SUFFIXES)
    assert sorted(suffix for _, suffixes in FILTERS for suffix in suffixes) == list(SUFFIXES)


def test_a_table_that_was_left_out_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\nHama.\n", encoding="utf-8")
    (told,) = read_files([path], by_file={path: None})
    assert isinstance(told, Refusal)
    assert told.reason == "a.csv was left out when you were asked what its columns hold."


def test_importing_it_loads_no_format() -> None:
    code = "import sys, corpus.readers.dates; print([name for name in sys.modules if '.formats' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
