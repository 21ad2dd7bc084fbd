"""The desk that the pictures of Intake, Concordance and Queue show: the sample with a further import, and people."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from corpus import articles, assigning, saved_searches
from corpus.article import RawArticle, Status
from corpus.assigning import Plan
from corpus.query import parse
from corpus.readers import read_files
from corpus.store import Store
from labels.intake import take_in
from labels.intake_groups import group_new

_TABLE = (
    "Datum,Überschrift,Quelle,Volltext\n"
    "05/12/2024,Shells fall on Rastan,Hauran Post,"
    "Mortar shells fell on the northern quarter of Rastan on Thursday morning. Two houses burned.\n"
    "06/12/2024,Convoy turned back at Nasib,Levant Monitor,"
    "Border guards turned back a convoy of eleven lorries at the Nasib crossing on Friday.\n"
)
_DESK = (
    "text,title,url\n"
    "A quiet day in Tartus. The fishing boats were back by noon.,Tartus,https://coast.example/2024/12/06/tartus\n"
    ",No text,\n"
)
_WORDING = {"several hundred": "hundreds of", "barefoot": "without shoes", "brief": "short", "witnesses": "residents"}
_PEOPLE = {"omar": (4, 1, 310), "lena": (3, 0, 250)}  # done, begun, seconds an article


def make(sample: Path, path: Path) -> Path:
    """Make the project out of the sample, and return its path."""
    shutil.copy(sample, path)
    folder = path.with_name("wires")
    folder.mkdir()
    with Store.open(path, coder="rima") as store:
        _write_files(store, folder)
        report = take_in(store, read_files([folder], languages=True))
        group_new(store, report)
        for name, query in (("Hama, still to do", "Hama status:todo"), ("Arabic wires", "lang:ar")):
            saved_searches.save(store, name, query)
        assigning.assign(store, Plan("Week 49", count=12, how="random", seed=7, coders=("lena", "omar"), shared=2))
        assigning.assign(store, Plan("Test set", count=4, how="stratified", seed=1, purpose="hold-out"))
    for name, (done, begun, seconds) in _PEOPLE.items():
        with Store.open(path, coder=name) as store:
            mine = articles.ids(store, parse("assigned:me"))
            for at, article_id in enumerate(list(mine)[: done + begun]):
                status: Status = "done" if at < done else "in progress"
                articles.set_status(store, article_id, status, seconds=seconds + 40 * at)
    return path


def table(folder: Path) -> Path:
    """Write a table whose columns have to be asked about, and return its path."""
    path = folder / "archive.csv"
    path.write_text(_TABLE, encoding="utf-8")
    return path


def fetched(store: Store) -> list[RawArticle]:
    """Return some of the project's stories as if they had been fetched just now."""
    found = []
    for number, article_id in enumerate(articles.ids(store, parse('source:"Orontes Wire" OR source:"Nile Gazette"'))):
        one, url = articles.get(store, article_id), f"https://orontes.example/2024/12/{number + 1}"
        found.append(
            RawArticle(one.text, title=one.title, source=one.source, published=one.published, url=url, where=url)
        )
    return found


def _write_files(store: Store, folder: Path) -> None:
    """Write copies of two stories as other outlets print them, and what cannot be read."""
    found = (articles.ids(store, parse(words))[0] for words in ("prison doors", "Rastan"))
    prison, rastan = (articles.get(store, article_id).text for article_id in found)
    with zipfile.ZipFile(folder / "thursday.zip", "w") as archive:
        archive.writestr("2024-12-05-daily.txt", _printed("Hundreds freed as Hama falls", "Coastline Daily", prison, 0))
        archive.writestr("2024-12-05-sahel.txt", _printed("Inmates leave Hama jail", "Sahel Courier", prison, 1))
        archive.writestr("notes.xls", b"\xd0\xcf\x11\xe0")
    (folder / "2024-12-06-homs.txt").write_text(_printed("Columns near Homs", "", rastan, 1), encoding="utf-8")
    (folder / "minutes.docx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "desk.csv").write_text(_DESK, encoding="utf-8")


def _printed(headline: str, outlet: str, text: str, cut: int) -> str:
    """Return a story under another headline, as another outlet words and shortens it."""
    parts = [part for part in text.split("\n\n") if part.strip()][1:]
    if cut:
        del parts[-2]
    body = "\n\n".join(parts)
    for old, new in _WORDING.items():
        body = body.replace(old, new)
    lines = (headline, f"Source: {outlet}") if outlet else (headline,)
    return "\n".join(lines) + f"\n\n{body}\n"
