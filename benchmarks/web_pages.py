"""How much of a story our reader of web pages finds, beside plain trafilatura, on pages whose story is known.

    python benchmarks/web_pages.py ../shared/data/newspaper4k_pages/tests/data

The folder holds `html/NAME.html` and `txt/NAME.txt`. Scores are F1 over bags of words; a writing without blanks between
words (Chinese, Japanese, Thai, Burmese) counts by letters. Seconds are those of our reader, in this process.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus.article import RawArticle
from corpus.readers.format import Job
from corpus.readers.formats.html import FORMAT

# Thai, Burmese, Khmer, Kana, Han; marks that follow a letter go with it.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def words(text: str) -> Counter[str]:
    """Return how often each word is in a text."""
    return Counter(_WORD.findall(text.casefold()))


def f1(found: str, wanted: str) -> float:
    """Return the harmonic mean of precision and recall of the words found."""
    one, two = words(found), words(wanted)
    common = (one & two).total()
    return 2 * common / (one.total() + two.total()) if common else 0.0


def ours(page: Path) -> str:
    """Return the text our reader takes from a page."""
    return "\n\n".join(each.text for each in FORMAT.read(Job(page, page.name)) if isinstance(each, RawArticle))


def plain(page: Path) -> str:
    """Return what trafilatura takes as its own command line does, without comments."""
    from trafilatura import extract

    return extract(page.read_bytes(), include_comments=False) or ""


def main() -> None:
    """Print a line for each page and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if not (folder / "html").is_dir():
        parser.error(f"{folder} holds no folder html with pages.")
    scores: list[tuple[float, float]] = []
    print(f"{'page':32} {'ours':>6} {'plain':>6} {'words':>6} {'s':>6}")
    for page in sorted((folder / "html").glob("*.html")):
        wanted = (folder / "txt" / page.with_suffix(".txt").name).read_text(encoding="utf-8")
        started = time.perf_counter()
        text = ours(page)
        seconds = time.perf_counter() - started
        scores.append((f1(text, wanted), f1(plain(page), wanted)))
        one, two = scores[-1]
        print(f"{page.name:32} {one:6.3f} {two:6.3f} {words(wanted).total():6,} {seconds:6.2f}")
    means = [sum(column) / len(scores) for column in zip(*scores, strict=True)]
    print(f"{'mean of ' + str(len(scores)):32} {means[0]:6.3f} {means[1]:6.3f}")


if __name__ == "__main__":
    main()
