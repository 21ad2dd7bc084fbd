"""Training from end to end through the child: a model, its row and folder; and nothing left when it goes wrong."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import child as children
from corpus.errors import UserError
from corpus.progress import Abandoned, Cancelled
from corpus.store import Store
from labels import models
from labels.training import training
from labels.training.options import TrainingTold, TrainOptions
from labels.training.training import evaluate, train

Teach = Callable[..., list[int]]


@pytest.fixture
def options(config: Path) -> TrainOptions:
    return TrainOptions(preset="custom", config=str(config))


@pytest.fixture
def fake_child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a few lines of Python in the child's place; `say` writes a line, `request` is what came in."""

    def put(code: str) -> None:
        head = (
            "import json, sys, time\nrequest = json.loads(sys.stdin.readline())\n"
            "def say(line): sys.stdout.write(json.dumps(line) + '\\n'); sys.stdout.flush()\n"
        )
        monkeypatch.setattr(children, "command", lambda name: [sys.executable, "-c", head + code])

    return put


def leavings(store: Store) -> tuple[int, int, bool]:
    """Rows of models and runs, and whether the folder of models is there."""
    counts = [int(store.value(f"SELECT count(*) FROM {table}")) for table in ("model", "training_run")]
    return counts[0], counts[1], models.home(store).exists()


@pytest.mark.slow
def test_a_model_is_trained_kept_scored_and_used(store: Store, teach: Teach, options: TrainOptions) -> None:
    teach(60)
    told: list[TrainingTold] = []
    first = train(store, options, told=told.append)

    assert (first.number, first.used, first.preset, first.language) == (1, True, "custom", "en")
    assert models.verify(store, first).name == first.folder
    assert first.articles + first.scores["articles"] == 60
    assert {"baseline", "interval", "types", "roles"} <= first.scores.keys()
    assert {"reading", "training", "scoring", "saving"} <= {each.phase for each in told}
    assert max(each.memory for each in told) > 0
    assert leavings(store) == (1, 1, True)

    again = train(store, options)
    assert again.scores["exact"] == first.scores["exact"]
    assert again.scores["previous"]["number"] == 1
    assert again.fingerprint == first.fingerprint
    assert not again.used  # not better
    assert evaluate(store, again).as_dict()["exact"] == again.scores["exact"]


def test_too_little_coding_is_refused_before_anything_starts(store: Store, teach: Teach) -> None:
    teach(2)
    with pytest.raises(UserError, match="Finish at least 2 more articles"):
        train(store)
    assert leavings(store) == (0, 0, False)


def test_a_child_that_crashes_leaves_the_project_as_it_was(
    store: Store, teach: Teach, fake_child: Callable[[str], None]
) -> None:
    teach(20)
    fake_child("say({'told': {'phase': 'training'}}); open(request['folder'] + '/half', 'w'); sys.exit(3)")
    with pytest.raises(UserError, match="ended before it was done"):
        train(store)
    assert leavings(store) == (0, 0, False)


def test_a_child_that_hangs_is_killed(
    store: Store, teach: Teach, fake_child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(20)
    monkeypatch.setattr(training, "SILENCE", 0.5)
    fake_child("time.sleep(600)")
    with pytest.raises(UserError, match="gave no sign of life"):
        train(store)
    assert leavings(store) == (0, 0, False)


def test_what_the_child_says_is_told_in_its_own_sentence(
    store: Store, teach: Teach, fake_child: Callable[[str], None]
) -> None:
    teach(20)
    fake_child("say({'trouble': 'The disk is full.'})")
    with pytest.raises(UserError, match=r"^The disk is full\.$"):
        train(store)
    assert leavings(store) == (0, 0, False)


def test_a_folder_that_is_not_what_the_child_says_is_not_kept(
    store: Store, teach: Teach, fake_child: Callable[[str], None]
) -> None:
    teach(20)
    fake_child(
        "import os; os.mkdir(request['folder'] + '/model'); open(request['folder'] + '/model/meta.json', 'w')\n"
        "say({'report': {'manifest': {'meta.json': 'x'}}})"
    )
    with pytest.raises(UserError, match="did not reach the disk whole"):
        train(store)
    assert leavings(store) == (0, 0, False)


def stop_at(phase: str) -> Callable[..., None]:
    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if note == phase:
            raise Cancelled

    return progress


def test_a_cancel_with_nothing_to_keep_leaves_nothing(
    store: Store, teach: Teach, fake_child: Callable[[str], None]
) -> None:
    teach(20)
    fake_child("say({'told': {'phase': 'training'}}); sys.stdin.readline(); say({'cancelled': True})")
    with pytest.raises(Cancelled):
        train(store, progress=stop_at("training"))
    assert leavings(store) == (0, 0, False)


def test_a_child_that_does_not_heed_a_cancel_is_killed(
    store: Store, teach: Teach, fake_child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(20)
    monkeypatch.setattr(training, "_FAREWELL", 0.3)
    fake_child("say({'told': {'phase': 'training'}}); time.sleep(600)")
    with pytest.raises(Cancelled):
        train(store, progress=stop_at("training"))
    assert leavings(store) == (0, 0, False)


def test_a_training_that_nobody_waits_for_ends_at_once(
    store: Store, teach: Teach, fake_child: Callable[[str], None]
) -> None:
    teach(20)
    fake_child("say({'told': {'phase': 'training'}}); time.sleep(600)")
    asked = 0

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        nonlocal asked
        if note != "training":
            return
        asked += 1
        if asked > 1:  # after the cancel
            raise Abandoned
        raise Cancelled

    with pytest.raises(Abandoned):
        train(store, progress=progress)
    assert asked == 2
    assert leavings(store) == (0, 0, False)


def test_a_model_in_use_whose_folder_is_gone_is_named(
    store: Store, teach: Teach, fake_child: Callable[[str], None]
) -> None:
    teach(20)
    made = (
        "import os; os.mkdir(request['folder'] + '/model'); open(request['folder'] + '/model/meta.json', 'w')\n"
        "say({'report': {'manifest': {'meta.json': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'},"
        "'lang': 'en', 'fingerprint': '', 'articles': 3, 'spans': 9, 'settings': {}, 'scores': {'better': True}}})"
    )
    fake_child(made)
    first = train(store)
    (models.verify(store, first) / "meta.json").unlink()
    second = train(store)

    assert "was not compared with the model in use. Model 1 is not what was trained" in second.scores["verdict"]
    assert second.used


@pytest.mark.slow
def test_a_cancel_keeps_the_best_so_far(store: Store, teach: Teach, options: TrainOptions, config: Path) -> None:
    teach(40)
    config.write_text(config.read_text("utf-8").replace("max_steps = 40", "max_steps = 100000"), "utf-8")
    seen: list[TrainingTold] = []

    def progress(done: int, total: int | None = None, note: str = "") -> None:
        if sum(each.score is not None for each in seen) > 1:
            raise Cancelled

    model = train(store, options, told=seen.append, progress=progress)
    assert model.settings["stopped"] is True
    assert models.verify(store, model).is_dir()


@pytest.mark.slow
def test_a_bad_configuration_is_told_in_a_sentence(store: Store, teach: Teach, options: TrainOptions) -> None:
    teach(20)
    Path(options.config).write_text("[nlp]\nlang = 'en'\npipeline = ['nothing']\n", "utf-8")
    with pytest.raises(UserError, match=r"mine.cfg cannot be trained with: "):
        train(store, options)
    assert leavings(store) == (0, 0, False)


def test_a_folder_beside_a_project_that_cannot_be_made_is_told(store: Store, teach: Teach) -> None:
    teach(20)
    models.home(store).write_text("a file", "utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        train(store)


def test_a_read_only_project_is_refused(store: Store, teach: Teach) -> None:
    teach(20)
    with Store.open(store.path, read_only=True) as locked, pytest.raises(UserError, match="read-only"):
        train(locked)


def test_a_run_is_kept_with_its_report(store: Store) -> None:
    report: dict[str, Any] = {"folds": 3}
    number = training.record_run(store, "errors", report=report, seconds=1.5, seed=7)
    row = store.row("SELECT kind, settings, report, seconds, model_id FROM training_run WHERE id = ?", (number,))
    assert row == ("errors", '{"seed": 7}', '{"folds": 3}', 1.5, None)


def test_a_training_stopped_before_it_learns_is_not_waited_for(
    store: Store, teach: Teach, fake_child: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(20)
    fake_child("say({'told': {'phase': 'preparing'}}); say({'done': sys.stdin.readline()})")
    monkeypatch.setattr(training._Follower, "_check_time", lambda _: None)
    with pytest.raises(Cancelled):
        train(store, progress=stop_at("preparing"))
    assert leavings(store) == (0, 0, False)
