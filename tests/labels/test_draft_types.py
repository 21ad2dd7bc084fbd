"""Which event type a trigger word suggests."""

from collections.abc import Callable

import pytest

from corpus import journal
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import draft_types, spans
from labels.event_type import EventType


def kind(number: int, *words: str, depth: int = 0, retired: bool = False) -> EventType:
    return EventType(number, "", None, str(number), str(number), "", "", (), words, "", depth, number, retired)


TYPES = [
    kind(1, "strike", "shell", "bomb"),
    kind(2, "drone strike", "air strike", depth=1),
    kind(3, "seize", "capture", "take control"),
    kind(4, "fight", "clash"),
    kind(5, "flee", "displace"),
    kind(6, "march", retired=True),
    kind(7, "shell", depth=1),
]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("strikes", 1),
        ("Drone strike", 2),
        ("air strikes", 2),
        ("struck", 1),
        ("bombing", 1),
        ("shelled", 7),
        ("artillery shelling", 7),
        ("captured", 3),
        ("seizing", 3),
        ("took control", 3),
        ("fought", 4),
        ("clashes", 4),
        ("fled", 5),
        ("displaced", 5),
        ("marched", None),
        ("fightback", None),
        ("", None),
    ],
)
def test_endings_do_not_matter_and_the_longest_words_win(words: str, expected: int | None) -> None:
    assert draft_types.type_from_words(TYPES, words) == expected


@pytest.fixture
def coded(store: Store, add_article: Callable[..., int], add_label: Callable[[str], int]) -> Callable[[str, int], None]:
    """Takes a trigger word of the article and an event type, and codes an event with them."""
    article = add_article("Shelling hit Hama. Shelling again. shelling. A raid.")
    label = add_label("EVENT")
    used: list[int] = []

    def code(words: str, type_id: int) -> None:
        text = "Shelling hit Hama. Shelling again. shelling. A raid."
        start = text.index(words, used[-1] + 1 if used else 0)
        used.append(start)
        spans.add(store, article, start, start + len(words), label)
        span = spans.of_article(store, article)[-1].id
        with journal.step(store, "event", "test", article_id=article) as step:
            row = {"uid": new_uid(), "article_id": article, "coder_id": step.coder_id, "origin": "human"}
            step.insert(
                "event", row | {"event_type_id": type_id, "trigger_span_id": span, "created": now(), "changed": now()}
            )

    with journal.step(store, "codebook", "test") as step:
        for number in (1, 2):
            row = {"uid": new_uid(), "name": f"type {number}", "position": number}
            step.insert("event_type", row | {"created": now(), "changed": now()})
    return code


def test_the_desk_past_choice_comes_back(store: Store, coded: Callable[[str, int], None]) -> None:
    coded("Shelling", 1)
    coded("Shelling", 2)
    coded("shelling", 2)
    assert draft_types.past_types(store, "SHELLING") == (2, 1)
    assert draft_types.past_types(store, "raid") == ()


def test_the_past_choice_goes_before_the_words_of_the_codebook(store: Store, coded: Callable[[str, int], None]) -> None:
    coded("Shelling", 2)
    guess = draft_types.type_guesser(store, TYPES)
    assert (guess("shelling"), guess("fought"), guess("sang")) == (2, 4, None)
