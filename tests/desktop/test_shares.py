import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.shares import USUAL, Shares, SharesField, rebalanced


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-5, 120)), max_size=20))
def test_shares_always_make_a_hundred(moves: list[tuple[int, int]]) -> None:
    shares = USUAL
    for index, value in moves:
        shares = rebalanced(shares, index, value)
        assert sum(shares) == 100
        assert min(shares) >= 0
        assert shares[index] == min(100, max(0, value))


@pytest.mark.parametrize(
    ("index", "value", "shares"),
    [(0, 60, (60, 20, 20)), (1, 20, (70, 20, 10)), (2, 0, (90, 10, 0)), (1, 95, (0, 95, 5)), (2, 100, (0, 0, 100))],
)
def test_what_moves_is_what_one_expects(index: int, value: int, shares: Shares) -> None:
    assert rebalanced(USUAL, index, value) == shares


def test_train_can_come_back_from_a_hundred() -> None:
    assert rebalanced((100, 0, 0), 0, 80) == (80, 10, 10)


def test_boxes_follow_one_another(qtbot: QtBot) -> None:
    field = SharesField(theme.light())
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed):
        field.boxes[1].setValue(30)
    assert [box.value() for box in field.boxes] == [60, 30, 10]
    assert field.shares() == (60, 30, 10)
