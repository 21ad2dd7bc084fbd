"""Three imports: ten stories of a file, two files with two refused, one that brought nothing; and the page on them."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from corpus.article import FileRead, Item, RawArticle, Refusal
from corpus.store import Store
from desktop import theme
from desktop.intake import IntakePage
from desktop.session import Session
from labels import labels, spans
from labels.intake import take_in

WORDS = ("army", "rebels", "city", "hospital", "road", "fighters", "shelling", "convoy", "officials", "residents")


def story(number: int) -> str:
    """Return a story of its own."""
    chosen = random.Random(number)
    return " ".join(chosen.choice(WORDS) + str(chosen.randint(0, 400)) for _ in range(150))


def pdf(number: int) -> tuple[FileRead, RawArticle, FileRead]:
    """Return a file of one story, as the readers tell of it."""
    name = f"{number}.pdf"
    return FileRead(name, 5), RawArticle(story(number), where=name), FileRead(name, 5, "b" * 64, "pdf 1")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Articles 1 to 8 of wires.jsonl (even ones without an outlet, 5 without a date), of which 9 and 10 are copies of
    one wire, 9 with two spans; articles 11 and 12 of two files."""
    path = tmp_path / "desk.dateline"
    with Store.create(path, name="Levant", coder="rima") as store:
        found = [
            RawArticle(
                story(n), f"Story {n}", "SANA" if n % 2 else "", "" if n == 5 else f"2024-12-0{n}",
                f"https://sana.sy/2024/12/0{n}/story", "en", where=f"wires.jsonl, line {n}",
            )
            for n in range(1, 9)
        ]  # fmt: skip
        wire, where = story(99), "wires.jsonl, line"
        copies = [
            RawArticle(f"{wire} Reuters.", "Rebels enter the city", "Reuters", "2024-12-05", where=f"{where} 9"),
            RawArticle(f"BEIRUT (AFP) {wire}", "Army leaves", "AFP", "2024-12-06", where=f"{where} 10"),
        ]
        again = RawArticle(story(1), where=f"{where} 12")
        rest: list[Item] = [Refusal(f"{where} 11", f"{where} 11 holds no text."), again]
        end = FileRead("wires.jsonl", 9, "a" * 64, "json 1")
        take_in(store, [FileRead("wires.jsonl"), *found, *copies, *rest, end])
        refused = [Refusal("scan.pdf", "scan.pdf is a scan."), Refusal("locked.pdf", "locked.pdf is locked.")]
        take_in(store, [*pdf(11), *pdf(12), *refused])
        take_in(store, [Refusal("broken.zip", "broken.zip is damaged.")])
        labels.add(store, "PLACE")
        ends = [len(wire.split()[0]), len(" ".join(wire.split()[:2]))]
        spans.add_many(store, 9, [(0, ends[0]), (ends[0] + 1, ends[1])], labels.by_name(store)["PLACE"].id)
    return path


@pytest.fixture
def session(project: Path, qapp: object) -> Iterator[Session]:
    session = Session()
    session.open(project, coder="rima")
    yield session
    session.close()


@pytest.fixture
def make_page(session: Session, qtbot: QtBot) -> Callable[[], IntakePage]:
    def make() -> IntakePage:
        page = IntakePage(session, theme.light())
        qtbot.addWidget(page)
        page.resize(1280, 748)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return make


@pytest.fixture
def page(make_page: Callable[[], IntakePage]) -> IntakePage:
    """The page, shown."""
    return make_page()
