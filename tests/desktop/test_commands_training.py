"""`dateline train`, `evaluate`, `models` and `curve` on the terminal, with trainings that are fakes."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from corpus.errors import UserError
from corpus.store import Store
from desktop.commands_training import curve_, evaluate, models_, train
from labels import models
from labels.model import Model
from labels.training import studies, training
from labels.training.curve_report import CurveReport, Point
from labels.training.options import TrainOptions
from labels.training.scores import Scores, score

Out = pytest.CaptureFixture[str]
SCORES = score([[(0, 4, "LOCATION"), (9, 14, "ACTOR")]], [[(0, 4, "LOCATION"), (9, 12, "ACTOR")]])
VERDICT = "Model 1 is better than names seen before."


def a_model(number: int = 1, **fields: Any) -> Model:
    made = Model(
        id=0, uid=f"uid{number}", number=number, preset="quick", base="", language="en", folder=f"model-{number}",
        fingerprint="abc", articles=72, spans=1204, seconds=58.2, size=4_200_000, created="2026-11-23T20:00:00Z",
        scores={**SCORES.as_dict(), "verdict": VERDICT, "better": True},
    )  # fmt: skip
    return replace(made, **fields)


@pytest.fixture
def project(project_path: Path) -> Path:
    with Store.create(project_path, coder="rima"):
        pass
    return project_path


@pytest.fixture
def with_models(project: Path) -> Path:
    """A project with two models; the first is in use."""
    with Store.open(project) as store:
        models.insert(store, a_model(1))
        models.insert(store, a_model(2, scores={}, preset="thorough"))
        models.use(store, 1)
    return project


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the trainings were asked for; a training makes a model and uses it when it is the first."""
    found: list[Any] = []

    def trained(store: Store, options: TrainOptions, **_: Any) -> Model:
        found.append(options)
        number = models.next_number(store)
        model = models.insert(store, a_model(number))
        if number == 1:
            models.use(store, number)
        return model

    def evaluated(store: Store, model: Model, **_: Any) -> Scores:
        found.append(model.number)
        return SCORES

    monkeypatch.setattr(training, "train", trained)
    monkeypatch.setattr(training, "evaluate", evaluated)
    return found


@pytest.fixture
def curve(monkeypatch: pytest.MonkeyPatch) -> Callable[[tuple[float, ...]], None]:
    """Takes the F of each share, which the measuring of the curve then returns."""

    def measure(figures: tuple[float, ...]) -> None:
        points = tuple(Point((at + 1) * 20, (at + 1) * 300, 0, f, {"ACTOR": f}) for at, f in enumerate(figures))
        found = CurveReport(points, coded={"ACTOR": 40, "WEAPON": 2}, test_articles=9, finished=100)
        monkeypatch.setattr(studies, "curve", lambda *_, **__: found)

    return measure


def said(capsys: Out) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_training_says_what_came_of_it(project: Path, asked: list[Any], capsys: Out) -> None:
    train(project)
    assert said(capsys) == [
        (
            "Model 1: learnt from 72 articles with 1,204 spans in 58 s; F 50.0 (precision 50.0, recall 50.0; "
            "overlapping F 100.0) on 1 test article."
        ),
        VERDICT,
        "label         P      R      F  overlap  coded",
        "ACTOR       0.0    0.0    0.0    100.0      1",
        "LOCATION  100.0  100.0  100.0    100.0      1",
        "Model 1 is in use from now on.",
    ]
    assert asked == [TrainOptions()]


def test_options_reach_the_training(project: Path, asked: list[Any], tmp_path: Path) -> None:
    train(project, "thorough", base="en_core_web_sm", trust=True, seed=7, unfinished=True)
    train(project, config=tmp_path / "config.cfg")
    assert asked == [
        TrainOptions("thorough", base="en_core_web_sm", trusted=True, seed=7, finished_only=False),
        TrainOptions("custom", config=str(tmp_path / "config.cfg")),
    ]


def test_a_model_that_is_not_better_is_told_beside_the_one_in_use(
    with_models: Path, asked: list[Any], capsys: Out
) -> None:
    train(with_models)
    assert said(capsys)[-1] == "Model 1 stays in use; `dateline models FILE --use 3` changes that."


def test_a_training_as_json(project: Path, asked: list[Any], capsys: Out) -> None:
    train(project, as_json=True)
    row = json.loads(capsys.readouterr().out)
    assert (row["number"], row["spans"], row["size"]) == (1, 1204, 4_200_000)
    assert row["scores"]["exact"] == {"tp": 1, "fp": 1, "fn": 1, "precision": 0.5, "recall": 0.5, "f": 0.5}
    assert row["scores"]["labels"]["ACTOR"]["overlap"]["f"] == 1.0
    assert row["scores"]["verdict"] == VERDICT


def test_the_model_it_was_compared_with_is_in_the_json(with_models: Path, capsys: Out) -> None:
    interval = {"low": -0.1, "high": 0.1, "mean": 0.0, "above": 0.4}
    compared = {**SCORES.as_dict(), "previous": {"number": 1, **SCORES.as_dict(), "interval": interval}}
    with Store.open(with_models) as store:
        models.insert(store, a_model(3, scores=compared))
    models_(with_models, as_json=True)
    previous = json.loads(capsys.readouterr().out)["models"][0]["scores"]["previous"]
    assert (previous["number"], previous["interval"], previous["exact"]["f"]) == (1, interval, 0.5)


def test_an_unknown_preset_is_one_sentence(project: Path) -> None:
    with pytest.raises(UserError, match="slow is no preset; use one of quick, thorough, custom"):
        train(project, "slow")


def test_the_model_in_use_is_evaluated_or_the_one_named(with_models: Path, asked: list[Any], capsys: Out) -> None:
    evaluate(with_models)
    evaluate(with_models, 2, as_json=True)
    assert asked == [1, 2]
    lines = said(capsys)
    assert lines[0].startswith("Model 1: F 50.0 (")
    assert json.loads("\n".join(lines[4:]))["model"] == 2


def test_without_a_model_there_is_nothing_to_evaluate(project: Path) -> None:
    with pytest.raises(UserError, match="No model is in use"):
        evaluate(project)


def test_models_are_listed(with_models: Path, capsys: Out) -> None:
    models_(with_models)
    assert said(capsys) == [
        "Model 2 (thorough, 72 articles, 4.2 MB, 2026-11-23)",
        "Model 1 (quick, F 50.0, 72 articles, 4.2 MB, 2026-11-23, in use)",
    ]


def test_no_model_is_said(project: Path, capsys: Out) -> None:
    models_(project)
    assert said(capsys) == ["There is no model yet; `dateline train` makes one."]


def test_another_model_is_used_or_none(with_models: Path, capsys: Out) -> None:
    models_(with_models, use=2)
    assert said(capsys)[0].endswith("in use)")
    models_(with_models, use=0)
    assert not [line for line in said(capsys) if "in use" in line]


def test_a_model_is_noted_and_removed(with_models: Path, capsys: Out) -> None:
    models_(with_models, note=(2, "with GloVe"), remove=1)
    assert said(capsys) == ["Model 2 (thorough, 72 articles, 4.2 MB, 2026-11-23): with GloVe"]


def test_a_model_is_packed(with_models: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Out) -> None:
    monkeypatch.setattr(models, "package", lambda store, model, out, **_: out / f"{model.folder}.whl")
    models_(with_models, export=(1, tmp_path))
    assert said(capsys)[-1] == f"The package is {tmp_path / 'model-1.whl'}; pip installs it."


def test_a_curve_is_a_table_and_sentences(project: Path, curve: Callable[..., None], capsys: Out) -> None:
    curve((0.40, 0.46, 0.49, 0.51))
    curve_(project)
    lines = said(capsys)
    assert lines[0] == "   20 articles,     300 spans: F 40.0"
    assert lines[4].startswith("With 80 articles to learn from, F is 51.0; about ")
    assert lines[5:] == [
        "ACTOR is still rising.",
        "Of WEAPON there are too few spans in the test articles to say.",
    ]


def test_a_curve_as_json(project: Path, curve: Callable[..., None], capsys: Out) -> None:
    curve((0.40, 0.46, 0.49, 0.51))
    curve_(project, as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert [point["f"] for point in found["points"]] == [0.40, 0.46, 0.49, 0.51]
    assert found["more"]["points"] == 2.0
    assert found["more"]["articles"] > 0
    assert set(found["law"]) == {"a", "b", "c", "unit"}
    assert len(found["sentences"]) == 3


def test_a_curve_of_too_little_has_no_law(project: Path, curve: Callable[..., None], capsys: Out) -> None:
    curve((0.40, 0.46))
    curve_(project, as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert found["law"] is None
    assert found["more"]["articles"] is None


@pytest.mark.parametrize("given", [["--export", "1"], ["--use", "one"], ["--note", "1"]])
def test_what_is_not_whole_is_wrong_usage(given: list[str], with_models: Path) -> None:
    assert run(["models", str(with_models), *given])[0] == 2


def test_the_command_line_takes_a_number_and_a_folder(
    with_models: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(models, "package", lambda store, model, out, **_: out / f"{model.folder}.whl")
    given = ["models", str(with_models), "--export", "2", str(tmp_path), "--note", "2", "sent to Omar"]
    status, lines = run(given)
    assert status == 0
    assert lines[0].endswith(": sent to Omar")
    assert lines[-1] == f"The package is {tmp_path / 'model-2.whl'}; pip installs it."


def run(given: list[str]) -> tuple[int, list[str]]:
    """Return exit status and output of the command line with these commands alone."""
    app = typer.Typer(pretty_exceptions_enable=False)
    for command in (train, evaluate, models_, curve_):
        app.command(command.__name__.strip("_"))(command)
    result = CliRunner().invoke(app, given)
    return result.exit_code, result.output.splitlines()
