"""Near-copies among news-like articles: how many planted ones are found, what is joined falsely, how long it takes.

    python benchmarks/near_copies.py 100000

Of the articles, one in ten is a copy with every tenth word changed, eight in a hundred are wire copies as outlets print
them (another headline, byline and footer, a paragraph lost, a few words changed). Two in a hundred are no copies but
follow one pattern: daily releases of one office, half of whose wording is the same every day; what is joined of these
is joined falsely. All come from templates, so that they resemble one another more than real news does.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import article
from corpus import near_copies
from corpus.article import RawArticle
from corpus.store import Store
from labels.intake import take_in

SEED = 7
_SHARES = {"changed": 0.10, "wire": 0.08, "pattern": 0.02}
_LATE = 1_000  # articles of a later import, of which half are copies
_BYLINES = ("By our correspondent", "Staff report", "From our office in the capital", "Reporting by two of our staff")
_FOOTERS = (
    "Editing by our night desk. Our standards: see the page on how we work.",
    "Read more of our coverage on the front page, and follow us for the latest.",
    "This story has been updated with further comment.",
)


def corpus(count: int) -> Iterator[RawArticle]:
    """Yield the articles, originals first; the URL says which story each tells."""
    planted = {kind: int(share * count) for kind, share in _SHARES.items()}
    originals = count - sum(planted.values())
    for number in range(originals):
        yield _raw(_text(number), f"Story {number}", str(number))
    chance = random.Random(SEED)
    vocabulary = [word for number in range(200) for word in _text(number).split()]
    for number in range(planted["changed"]):
        yield _raw(changed(_text(number), 0.1, chance, vocabulary), f"Changed {number}", f"{number}-changed")
    for number in range(planted["wire"]):
        story = planted["changed"] + number
        yield _raw(printed(_text(story), chance, vocabulary), f"Printed {number}", f"{story}-wire")
    release = _text(-1)
    for number in range(planted["pattern"]):
        yield _raw(filled_in(release, _text(-2 - number)), f"Release of day {number}", f"release{number}")


def late(count: int) -> Iterator[RawArticle]:
    """Yield a later import: copies of the first stories, and new ones."""
    chance = random.Random(SEED + 1)
    vocabulary = [word for number in range(200) for word in _text(number).split()]
    for number in range(_LATE // 2):
        yield _raw(printed(_text(number), chance, vocabulary), f"Late {number}", f"{number}-late")
        yield _raw(_text(count + number), f"New {number}", f"new{number}")


def changed(text: str, share: float, chance: random.Random, vocabulary: list[str]) -> str:
    """Replace words by others, drawn as they come in such articles."""
    return re.sub(r"\S+", lambda word: chance.choice(vocabulary) if chance.random() < share else word.group(), text)


def printed(text: str, chance: random.Random, vocabulary: list[str]) -> str:
    """Print a wire story as another outlet does."""
    paragraphs = [each for each in text.split("\n\n") if each.strip()]
    if len(paragraphs) > 2:
        del paragraphs[chance.randrange(1, len(paragraphs))]
    paragraphs[0] = paragraphs[0].split(" - ", 1)[-1]
    body = changed("\n\n".join(paragraphs), 0.03, chance, vocabulary)
    return f"{chance.choice(_BYLINES)}\n\n{body}\n\n{chance.choice(_FOOTERS)}"


def filled_in(pattern: str, particulars: str) -> str:
    """Put half of one text between the paragraphs of a pattern."""
    words = particulars.split()
    quarter, half = len(words) // 4, len(words) // 2
    first, rest = pattern[: len(pattern) // 4], pattern[len(pattern) // 4 : 3 * len(pattern) // 4]
    return f"{first}\n\n{' '.join(words[:quarter])}\n\n{rest}\n\n{' '.join(words[quarter:half])}"


def _text(number: int) -> str:
    return str(article(random.Random(f"{SEED}:{number}"), number)["text"])


def _raw(text: str, title: str, story: str) -> RawArticle:
    return RawArticle(text, title, "Wire", "2024-12-06", f"https://news.example/{story}", "en")


def told(store: Store) -> dict[str, float]:
    """Return the share of planted copies of each kind that are in their story's group, and what is grouped falsely."""
    rows = store.rows("SELECT substr(url, 22), group_id FROM article ORDER BY id")
    kind_of = {story: (story.split("-")[0], story.partition("-")[2]) for story, _ in rows}
    group_of = dict(rows)
    found: defaultdict[str, list[bool]] = defaultdict(list)
    stories: defaultdict[int, set[str]] = defaultdict(set)
    for story, group_id in rows:
        origin, kind = kind_of[story]
        if kind:
            found[kind].append(group_id is not None and group_id == group_of[origin])
        if group_id is not None:
            stories[group_id].add(origin)
    false = sum(len(each) - 1 for each in stories.values())
    answer = {kind: sum(each) / len(each) for kind, each in found.items()}
    return answer | {"false joins": false, "of articles": false / len(rows)}


def group(project: Path, *, only: bool) -> None:
    """Group the articles of a project, or those of its last import, and say what that cost."""
    with Store.open(project, coder="benchmark") as store:
        batch = store.value("SELECT max(batch_id) FROM article")
        new = [row[0] for row in store.rows("SELECT id FROM article WHERE batch_id = ?", (batch,))] if only else None
        started, cpu = time.perf_counter(), time.process_time()
        report = near_copies.group(store, only=new)
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"{report.sentence} {report.compared:,} pairs compared word by word.")
        say(f"{seconds:.1f} s, {cpu:.1f} s of one processor, {memory:.0f} MB of memory")
        for name, value in told(store).items():
            say(f"  {name:<12} {value:.3%}" if name != "false joins" else f"  {name:<12} {value:.0f}")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def main() -> int:
    """Make the project, group it, then group a later import; each in a process of its own, for the memory."""
    parser = argparse.ArgumentParser(description="Near-copies among news-like articles.")
    parser.add_argument("count", type=int)
    parser.add_argument("--project", type=Path, help="Keep the project here; one that is there is used.")
    parser.add_argument("--group", choices=("all", "new"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.group:
        group(given.project, only=given.group == "new")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        project = given.project or Path(folder) / "copies.dateline"
        if not project.exists():
            with Store.create(project, coder="benchmark") as store:
                take_in(store, corpus(given.count))
        before = project.stat().st_size
        run = [sys.executable, __file__, str(given.count), "--project", str(project), "--group"]
        subprocess.run([*run, "all"], check=True)
        say(f"  project      {before / 1e6:.0f} MB before, {project.stat().st_size / 1e6:.0f} MB after")
        with Store.open(project, coder="benchmark") as store:
            take_in(store, late(given.count))
        say(f"A later import of {_LATE:,} articles:")
        subprocess.run([*run, "new"], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
