"""Which countries an article speaks of."""

import pytest

from labels.gazetteer.context import country_name, country_of, of_text


@pytest.mark.parametrize(
    ("word", "code"), [("Syria", "SY"), ("Syrians", "SY"), ("lebanese", "LB"), ("سوريا", "SY"), ("Hama", ""), ("", "")]
)
def test_names_and_peoples_are_known(word: str, code: str) -> None:
    assert country_of(word) == code


def test_the_country_spoken_of_most_comes_first() -> None:
    spoken = of_text("Rebels advance", "Syrian rebels left Syria for Jordan. Syrian state television said so.", None)
    assert spoken.first == "SY"
    assert spoken.share("SY") == pytest.approx(0.75)
    assert spoken.share("JP") == 0


def test_a_title_counts_for_more() -> None:
    assert of_text("Fighting in Libya", "Turkey and Lebanon spoke.", None).first == "LY"


def test_words_in_lower_case_are_no_countries() -> None:
    assert not of_text("", "the turkey was served on china", None).shares


def test_a_country_is_called_by_its_name() -> None:
    assert country_name("SY") == "Syria"
    assert country_name("ZZ") == "ZZ"
