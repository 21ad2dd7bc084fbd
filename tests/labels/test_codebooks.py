"""The codebooks that Dateline ships: each is whole, defined throughout, and can be read on the screen."""

import re
from collections import Counter

import pytest

from labels import codebook
from labels.label import RESERVED_KEYS

BOOKS = codebook.shipped()


def contrast_on_white(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_eight_codebooks_are_shipped() -> None:
    assert BOOKS == [
        "ace_2005", "acled_compatible", "cameo_roots", "conflict_basics", "muc_4", "plover", "re3d", "ucdp_ged_like",
    ]  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_everything_is_defined(name: str) -> None:
    book = codebook.load(name)
    assert (book.id, book.language, bool(book.credit)) == (name, "en", name != codebook.STARTER)
    definitions = [label.definition for label in book.labels]
    definitions += [role.definition for role in book.roles] + [draft.definition for draft in book.event_types]
    assert [text for text in definitions if not text.endswith(".") or "\n" in text] == []
    assert all(label.examples for label in book.labels)
    assert all("[" in example for label in book.labels for example in label.examples)
    assert all(role.codes for role in book.roles if role.kind == "code")


@pytest.mark.parametrize("name", BOOKS)
def test_colours_can_be_read_on_white_and_keys_be_pressed(name: str) -> None:
    book = codebook.load(name)
    colours = [label.colour for label in book.labels] + [each.colour for each in book.event_types if each.colour]
    assert all(contrast_on_white(colour) >= 4.5 for colour in colours)
    assert all(label.key and label.key not in RESERVED_KEYS for label in book.labels)
    assert any(label.kind == "event" for label in book.labels) or name == "re3d"


@pytest.mark.parametrize("name", BOOKS)
def test_a_trigger_word_leads_to_one_type(name: str) -> None:
    book = codebook.load(name)
    counted = Counter(word for draft in book.event_types for word in draft.words)
    assert [word for word, count in counted.items() if count > 1] == []
    assert all(re.fullmatch(r"[\w' -]+", word) for word in counted)


@pytest.mark.parametrize("name", BOOKS)
def test_types_have_roles_for_actor_and_date(name: str) -> None:
    book = codebook.load(name)
    slots = {role.slot for role in book.roles}
    assert {"actor", "target", "place", "date"} <= slots
    used = {role for draft in book.event_types for role, _ in draft.roles} or {role.name for role in book.roles}
    assert {role.name for role in book.roles} - used <= {"Quad class", "Source"}


@pytest.mark.parametrize(
    ("name", "roots", "types"),
    [
        ("acled_compatible", 6, 31),
        ("ucdp_ged_like", 3, 3),
        ("plover", 16, 83),
        ("cameo_roots", 20, 20),
        ("ace_2005", 8, 41),
        ("muc_4", 7, 7),
        ("re3d", 11, 11),
        ("conflict_basics", 8, 35),
    ],
)
def test_trees_are_as_large_as_those_they_follow(name: str, roots: int, types: int) -> None:
    drafts = codebook.load(name).event_types
    assert (sum(not draft.parent for draft in drafts), len(drafts)) == (roots, types)


def test_code_lists_are_whole() -> None:
    sizes = {
        (name, role.name): len(role.codes)
        for name in ("acled_compatible", "ucdp_ged_like", "plover")
        for role in codebook.load(name).roles
        if role.codes
    }
    assert sizes == {
        ("acled_compatible", "Inter 1"): 9,
        ("acled_compatible", "Inter 2"): 9,
        ("acled_compatible", "Geo precision"): 3,
        ("acled_compatible", "Time precision"): 3,
        ("acled_compatible", "Civilian targeting"): 1,
        ("acled_compatible", "Source scale"): 7,
        ("ucdp_ged_like", "Where precision"): 7,
        ("ucdp_ged_like", "Date precision"): 5,
        ("ucdp_ged_like", "Event clarity"): 2,
        ("plover", "Context"): 37,
        ("plover", "Actor sector"): 32,
        ("plover", "Recipient sector"): 32,
    }


def test_plover_is_credited_with_its_licence() -> None:
    assert "CC BY-SA 4.0" in codebook.load("plover").credit


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("captured", "Battle / Territory taken"),
        ("seized", "Battle / Territory taken"),
        ("freed", "Captivity / Release of captives"),
        ("massacre", "Violence against civilians / Killing of civilians"),
        ("withdrawn", "Movement of forces / Withdrawal"),
        ("fleeing", "Displacement / Flight"),
        ("attacks", "Attack / Armed attack"),
        ("shelled", "Attack / Shelling"),
    ],
)
def test_the_starter_knows_the_words_of_a_war(word: str, path: str) -> None:
    drafts = codebook.load(codebook.STARTER).event_types
    assert [draft.path for draft in drafts if word in draft.words] == [path]
