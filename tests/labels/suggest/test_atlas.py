from labels.gazetteer import Gazetteer
from labels.suggest.atlas import Atlas
from labels.suggest.matching import Units


def _found(atlas: Gazetteer, text: str, *countries: str, taken: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    found = Atlas(atlas, countries).find(Units.of(text), taken)
    return [(text[start:end], country) for start, end, country in found]


def test_capitalised_names_in_known_countries_are_places(atlas: Gazetteer) -> None:
    text = "They left Aleppo for Tall Rifat and Tripoli, not for homs."
    assert _found(atlas, text, "SY") == [("Aleppo", "SY"), ("Tall Rifat", "SY")]
    assert _found(atlas, text, "LY") == [("Tripoli", "LY")]


def test_short_names_first_words_and_taken_ones_are_left_alone(atlas: Gazetteer) -> None:
    assert _found(atlas, "Aleppo fell. Damascus stood.\n\nHoms too", "SY") == []
    assert _found(atlas, "near Aleppo", "SY", taken=(5,)) == []
