from collections.abc import Callable

import pytest

from corpus import journal
from corpus.article import RawArticle, RawSpan
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.store import Store
from labels import labels, spans
from labels.intake import take_in
from labels.label import RESERVED_KEYS, Label

AddLabel = Callable[[str], int]


def only(store: Store) -> Label:
    (label,) = labels.all_labels(store, retired=True)
    return label


def test_a_label_is_added_at_the_end_with_kind_and_colour_by_its_name(store: Store) -> None:
    labels.add(store, "EVENT")
    changes = labels.add(store, " GPE ", definition=" A place. ")
    first, second = labels.all_labels(store)
    assert (first.kind, first.position, first.retired) == ("event", 1, False)
    assert (second.name, second.kind, second.colour, second.definition) == ("GPE", "location", "#0f766e", "A place.")
    assert (set(changes.kinds), set(changes.articles)) == ({"label"}, set())


@pytest.mark.parametrize(
    "name", ["", "  ", "x" * 61, "a\u200bb", "a\nb", "a\x00b", "a\ud800b", "\u202eEVENT", "a\ue000b", "a\u2028b"]
)
def test_a_name_that_cannot_be_read_on_screen_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UserError, match="label's name"):
        labels.add(store, name)
    assert labels.all_labels(store) == []


@pytest.mark.parametrize("name", ["حدث", "事件", "Ort der Tat", "x" * 60, "A/B-1", "😀"])
def test_a_name_may_be_in_any_script(store: Store, name: str) -> None:
    labels.add(store, name)
    assert only(store).name == name


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("EVENT", "EVENT"),
        ("EVENT", " EVENT "),
        ("EVENT", "event"),
        ("Évent", "E\u0301vent"),
        ("Évent", "e\u0301VENT"),
        ("STRASSE", "Straße"),
    ],
)
def test_names_that_look_alike_clash(store: Store, first: str, second: str) -> None:
    labels.add(store, first)
    with pytest.raises(UserError, match=f"There is a label {first} already"):
        labels.add(store, second)


def test_a_label_may_change_its_own_letter_case(store: Store, add_label: AddLabel) -> None:
    labels.rename(store, add_label("event"), "EVENT")
    assert only(store).name == "EVENT"


def test_a_label_cannot_be_renamed_to_another_one(store: Store, add_label: AddLabel) -> None:
    add_label("EVENT")
    place = add_label("PLACE")
    for name in ("EVENT", "Event"):
        with pytest.raises(UserError, match="already"):
            labels.rename(store, place, name)


def test_renaming_to_the_same_name_is_no_step(store: Store, add_label: AddLabel) -> None:
    label_id = add_label("Évent")
    assert not labels.rename(store, label_id, " E\u0301vent ")


def test_spans_follow_a_renamed_label(store: Store, add_label: AddLabel, add_article: Callable[..., int]) -> None:
    article_id, label_id = add_article(), add_label("PLACE")
    spans.add(store, article_id, 13, 17, label_id)
    labels.rename(store, label_id, "LOCATION")
    assert [span.label for span in spans.of_article(store, article_id)] == ["LOCATION"]


@pytest.mark.parametrize(("given", "kept"), [("K", "k"), ("1", "1"), (" q ", "q"), ("", ""), ("ش", "ش")])
def test_a_key_is_one_digit_or_letter(store: Store, given: str, kept: str) -> None:
    labels.add(store, "EVENT", key=given)
    assert only(store).key == kept


@pytest.mark.parametrize("key", ["12", "-", " - ", "²", "٣", "\x00"])
def test_another_key_is_refused(store: Store, key: str) -> None:
    with pytest.raises(UserError, match="one digit or one letter"):
        labels.add(store, "EVENT", key=key)


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS))
def test_a_key_that_does_something_else_is_refused(store: Store, key: str) -> None:
    with pytest.raises(UserError, match="something else"):
        labels.add(store, "EVENT", key=key.upper())


def test_a_key_belongs_to_one_label(store: Store, add_label: AddLabel) -> None:
    labels.set_key(store, add_label("EVENT"), "1")
    with pytest.raises(UserError, match="belongs to EVENT"):
        labels.set_key(store, add_label("PLACE"), "1")


def test_a_retired_label_gives_its_key_up(store: Store, add_label: AddLabel) -> None:
    event = add_label("EVENT")
    labels.set_key(store, event, "1")
    labels.retire(store, event)
    labels.set_key(store, add_label("PLACE"), "1")
    labels.restore(store, event)
    assert [label.key for label in labels.all_labels(store)] == ["", "1"]


def test_a_retired_label_is_no_longer_offered_and_its_spans_stay(
    store: Store, add_label: AddLabel, add_article: Callable[..., int]
) -> None:
    article_id, label_id = add_article(), add_label("EVENT")
    spans.add(store, article_id, 0, 8, label_id)
    labels.retire(store, label_id)
    assert labels.all_labels(store) == []
    assert [label.name for label in labels.all_labels(store, retired=True)] == ["EVENT"]
    assert [span.label for span in spans.of_article(store, article_id)] == ["EVENT"]
    labels.restore(store, label_id)
    assert [label.name for label in labels.all_labels(store)] == ["EVENT"]


@pytest.mark.parametrize("colour", ["teal", "#fff", "#0f766g", "#0f766e\n", "0f766e", ""])
def test_what_is_no_colour_is_refused(store: Store, add_label: AddLabel, colour: str) -> None:
    with pytest.raises(UserError, match="is not a colour"):
        labels.recolour(store, add_label("EVENT"), colour)


def test_a_kind_that_is_none_is_refused(store: Store, add_label: AddLabel) -> None:
    with pytest.raises(UserError, match="not a kind"):
        labels.set_kind(store, add_label("EVENT"), "thing")  # type: ignore[arg-type]


EDITS: list[tuple[str, Callable[[Store, int], Changes]]] = [
    ("name", lambda store, label: labels.rename(store, label, "ACT")),
    ("colour", lambda store, label: labels.recolour(store, label, "#00FF00")),
    ("key", lambda store, label: labels.set_key(store, label, "2")),
    ("kind", lambda store, label: labels.set_kind(store, label, "other")),
    ("definition", lambda store, label: labels.define(store, label, "What\x00 happened.\ud800")),
    ("retired", lambda store, label: labels.retire(store, label)),
    (
        "name",
        lambda store, label: labels.edit(
            store, label, name="Act", kind="other", colour="#000000", key="3", definition="x"
        ),
    ),
]


@pytest.mark.parametrize(("field", "change"), EDITS)
def test_an_edit_is_one_step_that_can_be_undone(
    store: Store, add_label: AddLabel, field: str, change: Callable[[Store, int], Changes]
) -> None:
    label_id = add_label("EVENT")
    before = only(store)
    assert change(store, label_id).kinds == {"label"}
    assert getattr(only(store), field) != getattr(before, field)
    assert not change(store, label_id)  # the same again changes nothing
    journal.undo(store)
    assert only(store) == before


@pytest.mark.parametrize(("_field", "change"), EDITS)
def test_a_label_that_is_gone_cannot_be_edited(
    store: Store, _field: str, change: Callable[[Store, int], Changes]
) -> None:
    with pytest.raises(UserError, match="gone"):
        change(store, 7)


def test_labels_are_put_into_an_order(store: Store, add_label: AddLabel) -> None:
    first, second, third = (add_label(name) for name in ("A1", "B1", "C1"))
    labels.reorder(store, [third, first, second])
    assert [label.name for label in labels.all_labels(store)] == ["C1", "A1", "B1"]
    journal.undo(store)
    assert [label.name for label in labels.all_labels(store)] == ["A1", "B1", "C1"]


def test_spans_of_removed_articles_are_not_counted(
    store: Store, add_label: AddLabel, add_article: Callable[..., int]
) -> None:
    label_id = add_label("EVENT")
    spans.add_many(store, add_article(), [(0, 8), (13, 17)], label_id)
    assert labels.counts(store) == {label_id: 2}
    journal.undo(store)
    journal.undo(store)
    assert labels.counts(store) == {}


def test_a_label_whose_import_was_undone_can_be_added_again(store: Store) -> None:
    take_in(store, [RawArticle(text="Homs burned.", spans=(RawSpan(0, 4, "PLACE"),))])
    journal.undo(store)
    assert "PLACE" not in labels.by_name(store)
    labels.add(store, "PLACE", key="1", definition="Where.")
    assert (only(store).retired, only(store).key, only(store).definition) == (False, "1", "Where.")
    journal.undo(store)
    assert only(store).retired
