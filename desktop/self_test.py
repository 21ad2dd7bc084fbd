"""`dateline --self-test`: does this installation (wheel or frozen) do the main job from end to end?"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from corpus import __version__, articles, journal
from corpus.errors import UserError
from corpus.store import Store
from labels import codebook, labels, spans

_STORY = "HAMA — Fighters entered Hama on Thursday, two residents said. 😀\n\nThe army left Hama before noon."
_FRENCH = "Les combattants ont quitté la ville jeudi matin, selon deux habitants. Personne n'a été blessé sur la route."
_PDF = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R
/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 76>>stream
BT /F 12 Tf 72 760 Td (The bridge at Rastan was closed to lorries.) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def main() -> int:
    """Run all checks, print a line each, and return 0 when every one passed."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        run = _Checks(Path(folder))
        passed = [_report(name, check) for name, check in run.checks()]
    return 0 if all(passed) else 1


def _report(name: str, check: Callable[[], object]) -> bool:
    started = time.perf_counter()
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with an installation is what this reports
        sys.stdout.write(f"FAILED  {name}: {type(error).__name__}: {error}\n")
        return False
    sys.stdout.write(f"ok      {name} ({time.perf_counter() - started:.1f} s)\n")
    return True


class _Checks:
    """The steps in order; a later one uses what the earlier ones left in the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._project = folder / "test.dateline"

    def checks(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what is checked, with its name."""
        return [
            (f"Dateline {__version__}, Python {sys.version.split()[0]}: a new project", self._new),
            ("import through the reading child process", self._import),
            ("a PDF and an archive; the language of a text", self._formats),
            ("a search in context", self._search),
            ("a span, undone and redone", self._span),
            ("tokens from the spaCy child process", self._tokens),
            ("export that spaCy reads", self._export),
            ("an event, its place and its table", self._event),
            ("the project is sound", self._sound),
            ("the window", self._window),
        ]

    def _new(self) -> None:
        with Store.create(self._project) as store:
            codebook.use(store, codebook.load(codebook.STARTER))
            _demand(len(labels.all_labels(store)) > 0, "the codebook is empty")

    def _import(self) -> None:
        from corpus.readers import read_paths
        from labels.intake import take_in

        (self._folder / "story.txt").write_text(_STORY, encoding="utf-8")
        body = "<p>Rain fell in Homs all day, and the road to the coast was closed.</p>" * 5
        page = f"<html><head><title>A page</title></head><body><article>{body}</article></body></html>"
        (self._folder / "page.html").write_text(page, encoding="utf-8")
        with Store.open(self._project) as store:
            report = take_in(store, read_paths([self._folder / "story.txt", self._folder / "page.html"]))
            _demand(report.added == 2, f"{report.sentence} {[refusal.reason for refusal in report.refused]}")

    def _formats(self) -> None:
        from corpus.readers import read_files
        from labels.intake import take_in

        (self._folder / "bridge.pdf").write_text(_PDF, encoding="ascii", newline="\n")
        with zipfile.ZipFile(self._folder / "week.zip", "w") as archive:
            archive.writestr("march/jeudi.txt", _FRENCH)
        with Store.open(self._project) as store:
            files = [self._folder / "bridge.pdf", self._folder / "week.zip"]
            report = take_in(store, read_files(files, languages=True))
            _demand(report.added == 2, f"{report.sentence} {[refusal.reason for refusal in report.refused]}")
            bridge, french = (articles.get(store, article_id) for article_id in list(articles.ids(store))[-2:])
            _demand("bridge at Rastan" in bridge.text, f"the PDF says {bridge.text[:80]!r}")
            _demand(french.language == "fr", f"French was taken for {french.language!r}")

    def _search(self) -> None:
        from corpus.query import parse
        from labels import concordance
        from labels.concordance import Wanted

        with Store.open(self._project) as store:
            found = list(articles.ids(store, parse("(Rastan lang:en) OR (habitant* lang:fr)")))
            _demand(len(found) == 2, f"the search found {len(found)} articles")
            for wanted in (Wanted("Hama"), Wanted("Ham[ao]", "expression")):
                hits = sum(len(batch.starts) for batch in concordance.search(store, wanted))
                _demand(hits == 3, f"{wanted.text} was found {hits} times")

    def _span(self) -> None:
        with Store.open(self._project) as store:
            article_id = articles.ids(store)[0]
            text = articles.get(store, article_id).text
            start = text.index("Hama on")
            spans.add(store, article_id, start, start + 4, labels.by_name(store)["LOCATION"].id)
            journal.undo(store)
            _demand(spans.of_article(store, article_id) == [], "undo left the span")
            journal.redo(store)
            _demand(spans.of_article(store, article_id)[0].surface == "Hama", "redo lost the span")

    def _tokens(self) -> None:
        import json
        import subprocess

        from corpus.child import command

        request = json.dumps({"lang": "en", "pieces": ["Hama,"], "texts": [], "facts": False})
        done = subprocess.run(
            command("tokens"), input=request + "\n", capture_output=True, text=True, timeout=120, check=False
        )
        _demand(done.returncode == 0, done.stderr[-500:])
        _demand(json.loads(done.stdout)["ends"] == [[4, 5]], f"unexpected answer {done.stdout[:200]}")

    def _export(self) -> None:
        from labels.formats import ExportOptions, export

        with Store.open(self._project) as store:
            report = export(store, "spacy", self._folder / "out", options=ExportOptions(finished_only=False))
        _demand(report.kept == 1, report.summary)

    def _event(self) -> None:
        from labels import events, places, roles
        from labels.event import ArgumentDraft, EventDraft
        from labels.formats import ExportOptions, export
        from labels.gazetteer import open_default

        gazetteer = open_default()
        _demand(gazetteer is not None, "the gazetteer is missing: places are looked up in the project alone")
        with Store.open(self._project) as store:
            article = articles.get(store, articles.ids(store)[0])
            role = roles.by_name(store)["Place"]
            found = places.best(store, gazetteer, "Hama", article=article)
            _demand(found is not None and found.candidate.country == "SY", f"Hama is {found}")
            events.add(store, article.id, EventDraft(arguments=(ArgumentDraft(role.id, "Hama", 0, 4),)))
            for name in ("events-csv", "events-xlsx", "geojson"):
                report = export(store, name, self._folder / name, options=ExportOptions(finished_only=False))
                _demand(report.events + report.dropped >= 1, report.summary)

    def _sound(self) -> None:
        from labels.check import check

        with Store.open(self._project, read_only=True) as store:
            findings = check(store)
        _demand(not findings, "; ".join(finding.sentence for finding in findings))

    def _window(self) -> None:
        from desktop.start import self_check

        self_check(self._project)


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise UserError(otherwise)
