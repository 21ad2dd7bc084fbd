"""What the words around a trigger say; the trigger stands in brackets."""

import pytest

from labels.draft_status import certainty_of, is_ahead, is_historical, status_of


def around(marked: str) -> tuple[str, int, int]:
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("Rebels [captured] Hama.", "happened"),
        ("They have [captured] Hama, and will go on to Homs.", "happened"),
        ("The army will [attack] Homs.", "planned"),
        ("The army plans to [attack] Homs.", "planned"),
        ("They are set to [meet] on Sunday.", "planned"),
        ("He vowed to [retake] the town.", "planned"),
        ("He threatened to [shell] the town.", "threatened"),
        ("There was a threat of [strikes].", "threatened"),
        ("Gunmen tried to [storm] the base.", "attempted"),
        ("They failed to [capture] it.", "attempted"),
        ("an [attempted coup] in the capital", "attempted"),
        ("The army denied that it had [withdrawn].", "denied"),
        ("Reports that forces had [withdrawn] were quickly denied.", "denied"),
        ("His men did not [enter] the city.", "denied"),
        ("They had never [fired] on it.", "denied"),
        ("Nobody would [attack] it.", "hypothetical"),
        ("If they [attack] Homs, we shall see.", "hypothetical"),
        ("It came to prevent the rebels from [seizing] the city.", "hypothetical"),
        ("It may have [hit] a school.", "happened"),
        ("Officials denied the claim, while rebels [captured] Hama.", "happened"),
        ("They did not only [capture] Hama.", "happened"),
    ],
)
def test_status(marked: str, status: str) -> None:
    assert status_of(*around(marked)) == status


@pytest.mark.parametrize(
    ("marked", "certainty"),
    [
        ("Rebels [captured] Hama, monitors said.", ""),
        ("Rebels claimed to have [captured] Hama.", "claimed"),
        ("Rebels reportedly [captured] Hama.", "claimed"),
        ("The attack claimed the lives of ten; rebels [captured] Hama.", ""),
        ("They accused the air force of a [massacre].", "suspected or accused"),
        ("The army allegedly [shelled] the market.", "suspected or accused"),
        ("It may have [hit] a school.", "possible"),
    ],
)
def test_certainty(marked: str, certainty: str) -> None:
    assert certainty_of(*around(marked)) == certainty


def test_a_denied_plan_still_lies_ahead() -> None:
    assert is_ahead(*around("His men would not [enter] the city before Saturday."))
    assert not is_ahead(*around("His men did not [enter] the city."))


@pytest.mark.parametrize(
    ("value", "historical"),
    [
        ({"start": "1982-01-01", "end": "1982-12-31", "precision": "year"}, True),
        ({"start": "2023-01-01", "end": "2023-12-31", "precision": "year"}, True),
        ({"start": "2024-01-01", "end": "2024-12-31", "precision": "year"}, False),
        ({"start": "2024-12-04", "end": "2024-12-04", "precision": "day"}, False),
        ({"start": "2023-12-06", "end": "2023-12-06", "precision": "day"}, True),
        ({"start": "2018-01-01", "end": "2024-12-06", "precision": "range"}, False),
        ({"asks": "..."}, False),
    ],
)
def test_what_lies_more_than_a_year_back_is_history(value: dict[str, str], historical: bool) -> None:
    assert is_historical(value, "2024-12-06") is historical


def test_nothing_is_history_without_a_publication_date() -> None:
    assert not is_historical({"start": "1982-01-01", "end": "1982-12-31", "precision": "year"}, "")
