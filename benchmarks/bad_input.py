"""Bad files beside a good one: what each costs, what is said of it, and whether the good one comes in.

    python benchmarks/bad_input.py [--only WORDS] [--honest]

Every file is made in a temporary folder, then imported into a new project by a process of its own, through the child
that reads files, as the program does it. Seconds are by the clock and of the processor (ours and the child's); memory
is the child's peak, as the system counts it. `--honest` takes large files that are as they should be, 100,000 rows or
300 pages, which need only come in whole. It ends with 1 when a bad file takes over 10 seconds by the clock, when the
good one is missing, or when nothing is said.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import bad_files
from corpus.article import Item, RawArticle, Refusal
from corpus.readers import read_files
from corpus.store import Store
from labels.intake import take_in

ALLOWED = 10.0  # seconds for a bad file
PATIENCE = 900.0  # for an honest one
GOOD = "zz-good.txt"
STORY = "Rebels enter Hama\n\nRebels entered the city of Hama on Thursday, a war monitor said.\n"


def main() -> int:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="those whose name holds one of these words, parted by commas")
    parser.add_argument("--honest", action="store_true", help="large files that are as they should be")
    parser.add_argument("--import", dest="folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.folder:
        return _import(chosen.folder)
    cases = bad_files.HONEST if chosen.honest else bad_files.BAD
    words = [word for word in chosen.only.split(",") if word]
    print(f"{'':32} {'s':>6} {'CPU s':>6} {'MB':>5} {'in':>7} good  what is said")
    failed = 0
    for case in cases:
        if not words or any(word in case.name for word in words):
            failed += not _try(case, honest=chosen.honest)
    return 1 if failed else 0


def _try(case: bad_files.Case, *, honest: bool) -> bool:
    """Make the files of a case, import them, print what became of them; return whether all is well."""
    with tempfile.TemporaryDirectory(prefix="dateline-bad-") as name:
        folder = Path(name)
        given = folder / "given"
        given.mkdir()
        case.make(given)
        (given / GOOD).write_text(STORY, encoding="utf-8")
        line = [sys.executable, str(Path(__file__).resolve()), "--import", str(folder)]
        try:
            done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            print(f"{case.name:32} not done after {PATIENCE:.0f} s", flush=True)
            return False
    if done.returncode:
        print(f"{case.name:32} {done.stderr.strip()[-300:]}", flush=True)
        return False
    found = json.loads(done.stdout)
    _print(case.name, found)
    told = bool(found["said"]) or found["warned"] or honest or case.quiet
    return found["good"] and told and (honest or found["seconds"] <= ALLOWED)


def _print(name: str, found: dict[str, Any]) -> None:
    costs = f"{found['seconds']:6.1f} {found['cpu']:6.1f} {found['megabytes']:5.0f} {found['in']:7,}"
    said = found["said"][0] if found["said"] else found["warned"]
    more = f" (and {len(found['said']) - 1:,} more)" if len(found["said"]) > 1 else ""
    print(f"{name:32} {costs} {'yes ' if found['good'] else 'NO  '}  {said[:300]}{more}", flush=True)


def _import(folder: Path) -> int:
    """Be the process that imports: take in what lies in `given`, print what it cost as JSON."""
    given = folder / "given"
    gone = given / bad_files.VANISHES

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if note == f"given/{gone.name}":
            gone.unlink(missing_ok=True)

    seen = _Seen()
    with Store.create(folder / "bad.dateline", coder="A") as store:
        began, before = time.perf_counter(), _cpu()
        report = take_in(store, seen.pass_on(read_files([given], progress=progress)))
        seconds, cpu = time.perf_counter() - began, _cpu() - before
    found = {"seconds": seconds, "cpu": cpu, "megabytes": _peak_megabytes(), "in": report.added}
    print(json.dumps({**found, "good": seen.good, "said": seen.said[:1000], "warned": seen.warned}))
    return 0


class _Seen:
    """What went by: whether the good file did, what was said, the first warning."""

    def __init__(self) -> None:
        self.good = False
        self.said: list[str] = []
        self.warned = ""

    def pass_on(self, items: Iterator[Item]) -> Iterator[Item]:
        """Yield the items."""
        for item in items:
            if isinstance(item, Refusal):
                self.said.append(item.reason)
            elif isinstance(item, RawArticle):
                self.good = self.good or item.where.endswith(GOOD)
                self.warned = self.warned or " ".join(item.warnings)
            yield item


def _cpu() -> float:
    return sum(os.times()[:4])


def _peak_megabytes() -> float:
    """The largest that any child was."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    sys.exit(main())
