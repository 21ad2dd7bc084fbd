"""What words say about a place besides its name."""

import pytest

from labels.gazetteer.phrase import Phrase, parse


@pytest.mark.parametrize(
    ("words", "name", "kind", "near"),
    [
        ("Homs", "Homs", "", False),
        ("city of Hama", "Hama", "city", False),
        ("Daraa province", "Daraa", "admin1", False),
        ("the Nassib border crossing", "Nassib", "crossing", False),
        ("outskirts of Homs", "Homs", "", True),
        ("the outskirts of Homs city", "Homs", "city", True),
        ("northern Aleppo countryside", "Aleppo", "area", True),
        ("southern Syria", "Syria", "", True),
        ("South Sudan", "South Sudan", "", False),
        ("near Talbiseh", "Talbiseh", "", True),
        ("محافظة درعا", "درعا", "admin1", False),
        ("معبر نصيب", "نصيب", "crossing", False),
        ("“Rastan”,", "Rastan", "", False),
    ],
)
def test_words_are_taken_apart(words: str, name: str, kind: str, near: bool) -> None:
    found = parse(words)
    assert (found.name, found.kind, found.near) == (name, kind, near)


@pytest.mark.parametrize(
    ("words", "name", "country"),
    [
        ("Tripoli, Lebanon", "Tripoli", "LB"),
        ("Syria’s Hama", "Hama", "SY"),
        ("southern Syria's Daraa province", "Daraa", "SY"),
        ("Daraa in southern Syria", "Daraa", "SY"),
        ("Homs", "Homs", ""),
        ("Syria’s", "Syria", ""),
    ],
)
def test_a_country_named_beside_it_is_kept(words: str, name: str, country: str) -> None:
    found = parse(words)
    assert (found.name, found.country) == (name, country)


def test_nothing_is_a_phrase_too() -> None:
    assert parse(" ") == Phrase("", "")


def test_variants_put_the_kind_word_back() -> None:
    assert "Nassib border crossing" in parse("Nassib crossing").variants
    assert "Nassib camp" not in parse("Nassib crossing").variants
