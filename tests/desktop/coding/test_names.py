"""How labels are called on screen, and which get a chip."""

from desktop.coding.names import shown_names, with_chips
from labels.label import Label


def label(number: int, name: str, key: str = "") -> Label:
    return Label(number, "", name, "other", "", "#475569", key, number, None, False)


def test_capitals_are_calmed_and_short_names_kept() -> None:
    names = ["EVENT", "GPE", "Actor", "AIR_STRIKE", "F16X"]
    shown = shown_names(label(at, name) for at, name in enumerate(names))
    assert list(shown.values()) == ["Event", "GPE", "Actor", "Air_strike", "F16X"]


def test_names_that_would_look_alike_stay_as_they_are() -> None:
    assert list(shown_names([label(1, "ACTOR"), label(2, "Actor")]).values()) == ["ACTOR", "Actor"]


def test_few_labels_all_have_chips() -> None:
    assert len(with_chips([label(at, f"L{at}") for at in range(15)])) == 15


def test_many_labels_have_chips_when_they_have_keys() -> None:
    known = [label(at, f"L{at}", "abcdefghij"[at - 20] if 20 <= at < 30 else "") for at in range(40)]
    shown = with_chips(known)
    assert [each.id for each in shown] == [0, 1, 2, 3, 4, *range(20, 30)]
