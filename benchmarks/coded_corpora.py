"""Corpora that others coded, as articles with spans: what simulations and comparisons of models run on.

    python benchmarks/coded_corpora.py re3d ../shared/data/re3d re3d.jsonl
    python benchmarks/coded_corpora.py uner ../shared/data/uner_ewt uner.jsonl

The file can be imported like any other; every article in it is done.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.article import RawArticle, RawSpan


def re3d(folder: Path) -> list[RawArticle]:
    """Return the documents of re3d (DSTL), with every entity that lies in its text; they may overlap."""
    articles = []
    for part in sorted(path.parent for path in folder.glob("*/documents.json")):
        spans: dict[str, list[RawSpan]] = defaultdict(list)
        for line in _lines(part / "entities.json"):
            spans[line["documentId"]].append(RawSpan(int(line["begin"]), int(line["end"]), line["type"]))
        articles += [_article(line, spans[line["_id"]]) for line in _lines(part / "documents.json")]
    return sorted(articles, key=lambda article: article.meta["id"])


def _article(line: dict[str, Any], spans: list[RawSpan]) -> RawArticle:
    once = {(span.start, span.end, span.label): span for span in spans}
    return RawArticle(
        text=line["text"],
        title=line.get("title", ""),
        source=line.get("sourceName", ""),
        language="en",
        spans=tuple(once.values()),
        status="done",
        meta={"id": line["_id"]},
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig") as file:
        yield from (json.loads(line) for line in file if line.strip())


def uner(folder: Path) -> list[RawArticle]:
    """Return the documents of Universal NER's English Web Treebank (dev and test), its sentences a line each."""
    articles = []
    for path in sorted(folder.glob("*.iob2")):
        for document in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
            name, _, body = document.partition("\n")
            articles.append(_joined(name, body))
    return sorted(articles, key=lambda article: article.meta["id"])


def _joined(name: str, body: str) -> RawArticle:
    text, spans = "", []
    for sentence in body.strip().split("\n\n"):
        rows = [line.split("\t") for line in sentence.splitlines() if line and line[0] != "#"]
        line = next(line[9:] for line in sentence.splitlines() if line.startswith("# text = "))
        spans += list(_spans(line, rows, len(text)))
        text += f"{line}\n"
    return RawArticle(
        text=text, title=name, source=name.split("-")[0], language="en", spans=tuple(spans), status="done",
        meta={"id": name},
    )  # fmt: skip


def _spans(line: str, rows: list[list[str]], base: int) -> Iterator[RawSpan]:
    at, begun, label = 0, 0, ""
    for _, word, mark, *_ in rows:
        start = line.index(word, at)
        if label and mark[:2] != "I-":
            yield RawSpan(base + begun, base + at, label)
            label = ""
        if mark[:2] == "B-":
            begun, label = start, mark[2:]
        at = start + len(word)
    if label:
        yield RawSpan(base + begun, base + at, label)


CORPORA: dict[str, Callable[[Path], list[RawArticle]]] = {"re3d": re3d, "uner": uner}


def main(arguments: list[str]) -> int:
    """Write a corpus as JSONL and return the exit status."""
    name, folder, out = arguments
    with Path(out).open("w", encoding="utf-8") as file:
        for article in CORPORA[name](Path(folder)):
            spans = [{"start": span.start, "end": span.end, "label": span.label} for span in article.spans]
            given = {"text": article.text, "title": article.title, "source": article.source, "status": article.status}
            file.write(json.dumps(given | {"language": "en", "spans": spans}, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
