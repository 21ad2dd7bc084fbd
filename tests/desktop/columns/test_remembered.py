"""What was said of tables with the same columns."""

from __future__ import annotations

import pytest

from desktop.columns.remembered import forget, recall, remember
from desktop.settings import Settings

SAID = {"text": "Was", "title": "", "date order": "day"}


def test_same_columns_in_another_order_are_known(qapp: object) -> None:
    settings = Settings()
    remember(settings, ["Nr", "Was"], SAID)
    assert recall(settings, ["Was", "Nr"]) == SAID
    assert recall(settings, ["Was", "Nr", "Wer"]) is None


def test_forgotten_is_asked_again(qapp: object) -> None:
    settings = Settings()
    remember(settings, ["Nr", "Was"], SAID)
    forget(settings, ["Nr", "Was"])
    assert recall(settings, ["Nr", "Was"]) is None


@pytest.mark.parametrize(
    "said", [{}, {"title": "Nr"}, {"text": "gone"}, {"text": "Was", "x": "Nr"}, {"text": "Was", "date order": "no"}]
)
def test_what_does_not_fit_is_not_believed(qapp: object, said: dict[str, str]) -> None:
    settings = Settings()
    remember(settings, ["Nr", "Was"], said)
    assert recall(settings, ["Nr", "Was"]) is None
