"""The card of a training that runs."""

import pytest
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.model.training_card import TrainingCard
from labels.training.options import TrainingTold

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def card(qtbot: QtBot) -> TrainingCard:
    card = TrainingCard(theme.light())
    qtbot.addWidget(card)
    card.begin("Training")
    return card


def _passes(card: TrainingCard) -> list[list[float]]:
    return [steps for steps, _ in card.loss._passes.values()]


def test_every_pass_is_a_line_of_its_own_from_its_first_step(card: TrainingCard) -> None:
    for phase, member, step in (("trial", 1, 1), ("trial", 1, 10), ("training", 1, 11), ("training", 1, 20),
                                ("training", 2, 21), ("training", 2, 30)):  # fmt: skip
        card.take(TrainingTold(phase, member=member, members=2, step=step, steps=30, loss=1.0))
    card.draw()
    assert _passes(card) == [[1, 10], [1, 10], [1, 10]]
    assert card.loss._width == 10


def test_another_training_begins_its_passes_anew(card: TrainingCard) -> None:
    card.take(TrainingTold("training", step=10, steps=10, loss=1.0))
    card.begin("Training")
    card.take(TrainingTold("training", step=1, steps=10, loss=1.0))
    assert _passes(card) == [[1]]


def test_a_phase_is_told_in_words(card: TrainingCard) -> None:
    card.show_progress(0, 0, "reading")
    assert card.left.full_text == "Reading the coding"
    card.take(TrainingTold("trial", step=1, steps=10, seconds_left=3.0))
    card.draw()
    assert card.left.full_text == "A first try, measured as it learns, about 3 s left"
