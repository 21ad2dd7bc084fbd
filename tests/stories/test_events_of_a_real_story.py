"""A real story of the wire becomes event records; skipped where the story is not at hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from corpus.readers import read_paths
from corpus.store import Store
from labels import codebook
from labels.event import Event
from labels.intake import take_in

Key = Qt.Key
Words = tuple[str, str]  # words, and words that stand before them
# What each record rests on: the trigger, then the role's name with its words.
RECORDS: tuple[tuple[Words, tuple[tuple[str, Words], ...]], ...] = (
    (("took control", "jubilation"), (("Actor", ("rebels", "after")), ("Place", ("Hama", "jubilation in")),
                                      ("Date", ("Wednesday evening", "jubilation")))),
    (("massacre", "brutal"), (("Actor", ("regime forces", "brutal")), ("Place", ("Hama", "jubilation in")),
                              ("Date", ("1982", "brutal")), ("Fatalities", ("up to 35,000", "brutal")))),
    (("freed", "2011, it largely"), (("Actor", ("Syrian opposition fighters", "armed fighting")),
                                     ("Target", ("prisoners", "freed")), ("Place", ("central prison", "freed")))),
    (("seized", "anti-Assad fighters"), (("Actor", ("anti-Assad fighters", "stronghold")),
                                         ("Place", ("Nassib border crossing", "seized")))),
    (("attacks", "carried out"), (("Actor", ("rebels", "also reported that")),
                                  ("Target", ("checkpoints", "carried out")),
                                  ("Place", ("Daraa", "also reported that rebels")))),
    (("captured", "Opposition fighters"), (("Actor", ("Opposition fighters", "headquarters")),
                                           ("Place", ("Rastan", "two towns")), ("Place", ("Talbiseh", "two towns")))),
    (("withdrawn", "initial reports"), (("Actor", ("regime forces", "initial reports")),
                                        ("Place", ("Homs", "initial reports")))),
    (("capturing", "provinces before"), (("Actor", ("HTS", "27 November")), ("Place", ("Aleppo", "before capturing")),
                                         ("Date", ("27 November", "assault began on")))),
)  # fmt: skip


@pytest.fixture
def desk(open_desk: Callable[[Path | None], Any], root: Path, tmp_path: Path) -> Any:
    """A window on a project with that story and the starter codebook."""
    story = root.parent / "shared" / "data" / "news_article" / "000_4a7d41cfe8370cab.txt"
    if not story.exists():
        pytest.skip("the story is not at hand")
    path = tmp_path / "real.dateline"
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, read_paths([story]))
    return open_desk(path)


def select(desk: Any, words: Words) -> None:
    """Select words, the first after others."""
    text = desk.app.session.article.text
    start = text.index(words[0], text.index(words[1]) + len(words[1]) if words[1] else 0)
    desk.app.reader.select(start, start + len(words[0]))


def digit(desk: Any, role: str) -> Qt.Key:
    """The digit that stands before a role on the card in hand."""
    card = desk.app.coding.event_pane.view.held()
    number = next(line.number for line in card.lines if line.name == role and line.number)
    return Qt.Key(Qt.Key.Key_0.value + int(number))


def test_a_real_story_becomes_eight_records_by_keys(desk: Any) -> None:
    actions = []
    for trigger, filled in RECORDS:
        desk.press(Key.Key_Escape, times=4)
        select(desk, trigger)
        desk.press(Key.Key_E)
        done = 2
        for role, words in filled:
            held = desk.app.events.event_in_hand()
            if any(each.role == role and each.text == words[0] for each in held.arguments):
                continue
            select(desk, words)
            desk.press(digit(desk, role))
            done += 2
        actions.append(done)

    found = {event.trigger: event for event in desk.app.session.events}
    assert [told(found[trigger[0]]) for trigger, _ in RECORDS] == [wanted(filled) for _, filled in RECORDS]
    assert all(event.type_id for event in found.values())
    assert [event.trigger for event in found.values() if event.historical] == ["massacre"]
    assert found["withdrawn"].status == "denied"
    assert value(found["took control"], "Date") == ("2024-12-04", "2024-12-04")
    assert value(found["capturing"], "Date") == ("2024-11-27", "2024-11-27")
    assert value(found["massacre"], "Date") == ("1982-01-01", "1982-12-31")
    assert next(each.value["high"] for each in found["massacre"].arguments if each.role == "Fatalities") == 35_000
    assert max(actions) <= 8  # a selection and a key for each of trigger and arguments


def told(event: Event) -> dict[str, list[str]]:
    """What fills the roles that a record is wanted to have."""
    found: dict[str, list[str]] = {}
    for argument in event.arguments:
        found.setdefault(argument.role, []).append(argument.text)
    return found


def wanted(filled: tuple[tuple[str, Words], ...]) -> dict[str, list[str]]:
    """The same of a record of the table."""
    found: dict[str, list[str]] = {}
    for role, words in filled:
        found.setdefault(role, []).append(words[0])
    return found


def value(event: Event, role: str) -> tuple[str, str]:
    """The first and the last day of a role."""
    found = next(each.value for each in event.arguments if each.role == role)
    return found["start"], found["end"]
