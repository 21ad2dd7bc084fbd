"""The classifier: what it learns, what rules weigh, and the file it is kept in."""

from pathlib import Path

import numpy as np
import pytest

from labels.training.event_linear import Examples, Linear


def silent(step: int, steps: int, loss: float) -> None:
    """Tell nobody."""


def examples(*, hint: str | None = None) -> Examples:
    found = Examples()
    for number in range(20):
        word = ("shelled", "met")[number % 2]
        found.add(["*", f"word={word}", f"other={number}"], ("Attack", "Talks")[number % 2], hint)
    return found


def test_a_word_decides() -> None:
    model = examples().learn(seed=0, told=silent)
    chances = model.chances([["*", "word=shelled"], ["*", "word=met"]], [None, None])
    assert [model.labels[each] for each in np.argmax(chances, axis=1)] == ["Attack", "Talks"]


def test_chances_add_up_to_one() -> None:
    model = examples().learn(seed=0, told=silent)
    assert model.chances([["word=never seen"]], ["Talks"]).sum() == pytest.approx(1.0)


def test_what_rules_say_decides_where_words_are_unknown() -> None:
    found = Examples(labels=["Attack", "Talks", "Siege"])
    found.add(["*"], "Attack", "Attack")
    model = found.learn(seed=0, told=silent)
    chances = model.chances([["unknown"]], ["Siege"])[0]
    assert model.labels[int(np.argmax(chances))] == "Siege"


def test_rules_that_are_wrong_are_trusted_less() -> None:
    assert examples(hint="Attack").learn(seed=0, told=silent).trust < Linear().trust


def test_loss_goes_down() -> None:
    losses: list[float] = []
    examples().learn(seed=0, told=lambda step, steps, loss: losses.append(loss))
    assert losses[-1] < losses[0] / 2


def test_nothing_to_learn_from_gives_no_labels() -> None:
    assert Examples().learn(seed=0, told=silent).labels == ()


def test_file_gives_the_same_back(tmp_path: Path) -> None:
    model = examples().learn(seed=0, told=silent)
    model.write(tmp_path / "model.npz")
    again = Linear.read(tmp_path / "model.npz")
    rows = [["*", "word=shelled"]]
    assert again.labels == model.labels
    assert again.chances(rows, ["Talks"]).tolist() == model.chances(rows, ["Talks"]).tolist()


def test_a_pickle_in_the_file_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "model.npz", labels=np.array([{"no": "array"}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        Linear.read(tmp_path / "model.npz")
