"""A real story of the wire becomes event records; skipped where the story is not at hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from corpus import articles
from corpus.readers import read_paths
from corpus.store import Store
from labels import codebook, gazetteer, labels, places, spans
from labels.event import Event
from labels.intake import take_in
from labels.place import PlaceDraft

Key = Qt.Key
Words = tuple[str, str]  # words, and words that stand before them
# What each record rests on: the trigger, then the role's name with its words.
RECORDS: tuple[tuple[Words, tuple[tuple[str, Words], ...]], ...] = (
    (("took control", "jubilation"), (("Actor", ("rebels", "after")), ("Place", ("Hama", "jubilation in")),
                                      ("Date", ("Wednesday evening", "jubilation")))),
    (("massacre", "brutal"), (("Actor", ("regime forces", "brutal")), ("Place", ("Hama", "jubilation in")),
                              ("Date", ("1982", "brutal")), ("Fatalities", ("up to 35,000", "brutal")))),
    (("freed", "2011, it largely"), (("Actor", ("Syrian opposition fighters", "armed fighting")),
                                     ("Target", ("prisoners", "freed")), ("Place", ("Hama", "jubilation in")),
                                     ("Detained", ("hundreds", "freed")))),
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
TYPES = {
    "took control": "Battle / Territory taken",
    "massacre": "Violence against civilians / Killing of civilians",
    "freed": "Captivity / Release of captives",
    "seized": "Battle / Territory taken",
    "attacks": "Attack / Armed attack",
    "captured": "Battle / Territory taken",
    "withdrawn": "Movement of forces / Withdrawal",
    "capturing": "Battle / Territory taken",
}
# Where the places of the records lie, to a tenth of a degree.
WHERE = {
    "took control": [("SY", 35.1, 36.8)],
    "massacre": [("SY", 35.1, 36.8)],
    "freed": [("SY", 35.1, 36.8)],
    "seized": [("SY", 32.5, 36.2)],
    "attacks": [("SY", 32.6, 36.1)],
    "captured": [("SY", 34.9, 36.7), ("SY", 34.8, 36.7)],
    "withdrawn": [("SY", 34.7, 36.7)],
    "capturing": [("SY", 36.2, 37.2)],
}
LABELS = {"Actor": "ACTOR", "Target": "TARGET", "Place": "LOCATION", "Date": "DATE", "Fatalities": "FATALITIES"}
NASSIB = PlaceDraft(
    "Nassib crossing", kind="crossing", country="SY", admin1="Daraa", latitude=32.546, longitude=36.194,
    names=("Nassib border crossing", "Nassib"),
)  # fmt: skip


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A project with that story, the starter codebook and one place of the desk's own."""
    story = root.parent / "shared" / "data" / "news_article" / "000_4a7d41cfe8370cab.txt"
    if not story.exists():
        pytest.skip("the story is not at hand")
    path = tmp_path / "real.dateline"
    with Store.create(path, coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, read_paths([story]))
        places.add(store, NASSIB)
    return path


@pytest.fixture
def desk(open_desk: Callable[[Path | None], Any], project: Path) -> Any:
    """A window on that project, nothing coded."""
    return open_desk(project)


@pytest.fixture
def labelled_desk(open_desk: Callable[[Path | None], Any], project: Path) -> Any:
    """A window on that project, the words of the records labelled beforehand."""
    with Store.open(project) as store:
        article_id = store.value("SELECT id FROM article")
        text = articles.get(store, article_id).text
        known = {label.name: label.id for label in labels.all_labels(store)}
        wanted = {("EVENT", find(text, trigger)) for trigger, _ in RECORDS}
        wanted |= {
            (LABELS[role], find(text, words)) for _, filled in RECORDS for role, words in filled if role in LABELS
        }
        for label, bounds in wanted:
            spans.add(store, article_id, *bounds, known[label])
    return open_desk(project)


def find(text: str, words: Words) -> tuple[int, int]:
    """Where words stand, the first after others."""
    start = text.index(words[0], text.index(words[1]) + len(words[1]) if words[1] else 0)
    return start, start + len(words[0])


def select(desk: Any, words: Words) -> None:
    """Select words, the first after others."""
    desk.app.reader.select(*find(desk.app.session.article.text, words))


def digit(desk: Any, role: str) -> Qt.Key:
    """The digit that stands before a role on the card in hand."""
    card = desk.app.coding.event_pane.view.held()
    number = next(line.number for line in card.lines if line.name == role and line.number)
    return Qt.Key(Qt.Key.Key_0.value + int(number))


def code(desk: Any, trigger: Words, filled: tuple[tuple[str, Words], ...]) -> int:
    """Make an event and fill what the draft did not; return how many selections and keys that took."""
    select(desk, trigger)
    desk.press(Key.Key_E)
    actions = 2
    for role, words in filled:
        held = desk.app.events.event_in_hand()
        if any(each.role == role and each.text == words[0] for each in held.arguments):
            continue
        select(desk, words)
        desk.press(digit(desk, role))
        actions += 2
    return actions


def code_all(desk: Any) -> dict[str, int]:
    """Code every record; return how many actions each took, by its trigger."""
    counts = {}
    for trigger, filled in RECORDS:
        desk.press(Key.Key_Escape, times=4)
        counts[trigger[0]] = code(desk, trigger, filled)
    return counts


@pytest.fixture
def actions(desk: Any) -> dict[str, int]:
    """How many actions each record took in a story without any label."""
    return code_all(desk)


def test_a_real_story_becomes_eight_records_by_keys(desk: Any, actions: dict[str, int]) -> None:
    found = {event.trigger: event for event in desk.app.session.events}
    assert [told(found[trigger[0]]) for trigger, _ in RECORDS] == [wanted(filled) for _, filled in RECORDS]
    assert {trigger: event.type for trigger, event in found.items()} == TYPES
    assert [event.trigger for event in found.values() if event.historical] == ["massacre"]
    assert found["withdrawn"].status == "denied"
    assert value(found["took control"], "Date") == ("2024-12-04", "2024-12-04")
    assert value(found["capturing"], "Date") == ("2024-11-27", "2024-11-27")
    assert value(found["massacre"], "Date") == ("1982-01-01", "1982-12-31")
    assert number(found["massacre"], "Fatalities") == (None, None, 35_000)
    assert number(found["freed"], "Detained") == (100, 100, None)


def test_a_record_takes_a_selection_and_a_key_for_each_value_at_most(actions: dict[str, int]) -> None:
    assert actions == {
        "took control": 8,  # trigger, actor, place, date
        "massacre": 8,  # trigger, actor, date, fatalities; the draft finds the place
        "freed": 8,  # trigger, actor, target, detained; the draft finds the place
        "seized": 6,  # trigger, actor, place
        "attacks": 8,  # trigger, actor, target, place
        "captured": 8,  # trigger, actor, two places
        "withdrawn": 6,  # trigger, actor, place
        "capturing": 8,  # trigger, actor, place, date
    }


def test_a_record_of_labelled_words_takes_a_selection_and_a_key(labelled_desk: Any) -> None:
    actions = code_all(labelled_desk)
    found = {event.trigger: event for event in labelled_desk.app.session.events}
    assert [told(found[trigger[0]]) for trigger, _ in RECORDS] == [wanted(filled) for _, filled in RECORDS]
    assert {trigger: event.type for trigger, event in found.items()} == TYPES
    assert actions == {**dict.fromkeys(TYPES, 2), "freed": 4}  # no label says how many were freed


def test_the_records_lie_in_syria(desk: Any, actions: dict[str, int]) -> None:
    if gazetteer.open_default() is None:
        pytest.skip("there is no gazetteer; `dev.py` builds it")
    assert {event.trigger: where(desk, event) for event in desk.app.session.events} == WHERE


def where(desk: Any, event: Event) -> list[tuple[str, float, float]]:
    """Country and coordinates of an event's places."""
    ids = [each.place_id for each in event.arguments if each.kind == "place"]
    found = [places.get(desk.app.session.store, place_id or 0) for place_id in ids]
    return [(each.country, round(each.latitude or 0, 1), round(each.longitude or 0, 1)) for each in found]


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


def number(event: Event, role: str) -> tuple[int | None, int | None, int | None]:
    """Lowest, best and highest number of a role."""
    found = next(each.value for each in event.arguments if each.role == role)
    return found.get("low"), found.get("best"), found.get("high")
