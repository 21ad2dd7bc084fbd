"""A page whose work is done by fakes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from corpus.article import RawArticle
from corpus.changes import Changes
from corpus.errors import UserError
from corpus.progress import Cancelled, Progress
from corpus.store import Store
from desktop import theme
from desktop.model import ModelPage, WorkTable
from desktop.session import Session
from labels.intake import take_in
from labels.model import Model
from labels.next_up import Next
from labels.training.curve_report import CurveReport, Point
from labels.training.options import TrainingTold, TrainOptions
from labels.training.scores import Score, Scores
from labels.training.shortfall import Shortfall

LABELS = {"ACTOR": (1.0, 84), "ATTACK": (0.86, 31), "CASUALTIES": (1.2, 18), "LOCATION": (1.12, 97), "WEAPON": (0.4, 3)}


def score(f: float, coded: int) -> Score:
    """A score of about that F."""
    right = min(coded, round(f * coded))
    return Score(right, max(0, round(coded * 0.9) - right), coded - right)


def scores_of(f: float) -> Scores:
    """Scores of all labels about that F."""
    by_label = {name: (score(f * m, n), score(min(1.0, f * m + 0.12), n)) for name, (m, n) in LABELS.items()}
    exact, overlap = (sum((pair[at] for pair in by_label.values()), Score()) for at in (0, 1))
    return Scores(exact, overlap, by_label, 9)


def model(
    number: int,
    f: float,
    before: float = 0.0,
    *,
    used: bool = False,
    note: str = "",
    interval: tuple[float, float] = (0.004, 0.059),
    measured: bool = True,
    stopped: bool = False,
) -> Model:
    """A model; `before` is F of the one before it."""
    between = {"low": interval[0], "high": interval[1], "mean": sum(interval) / 2, "above": 0.97}
    kept: dict[str, Any] = {}
    if measured:
        kept = {**scores_of(f).as_dict(), "baseline": {**scores_of(0.31).as_dict(), "interval": between}}
    if before and measured:
        kept["previous"] = {"number": number - 1, **scores_of(before).as_dict(), "interval": between}
    return Model(
        id=number, uid=f"m{number}", number=number, preset="quick", base="", language="en", folder=f"model-{number}",
        fingerprint="x", articles=20 * number, spans=240 * number, seconds=58.0 + number, size=5_300_000,
        created=f"2024-12-{number:02}T10:00:00+00:00", note=note, scores=kept, used=used,
        settings={"stopped": True} if stopped else {},
    )  # fmt: skip


def learning_curve() -> CurveReport:
    """A curve that still rises."""
    figures = ((15, 0.36), (30, 0.45), (45, 0.505), (60, 0.541))
    points = tuple(
        Point(n, 12 * n, 0, f, {"ACTOR": f, "LOCATION": 0.6, "ATTACK": f - 0.05, "CASUALTIES": f}) for n, f in figures
    )
    return CurveReport(points, 0.01, {}, {name: count for name, (_, count) in LABELS.items()}, 9, 70, 150.0)


@dataclass
class Desk:
    """Does what the page asks for, and remembers what that was.

    Attributes:
        asks: what is asked about the base. refuses: what every quick write is refused with.
        says: what a training tells before it is done. makes: what it makes.
        next: articles to code next, of those left.
        runs: whether jobs run at all.
    """

    models: list[Model] = field(default_factory=list)
    known: Shortfall = field(default_factory=lambda: Shortfall(60, 760, 9, 3, {"ACTOR": 300}))
    curve: CurveReport | None = None
    asks: str = ""
    refuses: str = ""
    says: list[TrainingTold] = field(default_factory=list)
    makes: Model | None = None
    next: list[Next] = field(default_factory=list)
    left: int = 80
    runs: bool = True
    options: list[TrainOptions] = field(default_factory=list)
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def have(self, *models: Model) -> None:
        """Have these models, oldest first."""
        self.models = list(reversed(models))

    def needs(self, *sentences: str) -> None:
        """Have too little coded."""
        self.known = replace(self.known, articles=2, spans=7, needed=sentences)

    def measured(self) -> None:
        """Have a learning curve."""
        self.curve = learning_curve()

    def table(self) -> WorkTable:
        """What the page is given."""
        return WorkTable(
            models=lambda _: self.models,
            shortfall=lambda _, options: self.known,
            question=lambda _, options: "" if options.trusted else self.asks,
            installed=lambda: ["en_core_web_sm"],
            curve_kept=lambda _: self.curve,
            train=self._train,
            curve=self._measure,
            suggest=lambda _store, model, *, progress: f"Suggested by {model.name}.",
            package=lambda _store, model, out, *, progress: out / model.folder,
            next_up=lambda _, count: (self.next[:count], self.left),
            code=self._code,
            code_name=lambda _: "Most useful",
            use=self._use,
            remove=self._remove,
            annotate=self._annotate,
        )

    def _train(self, _store: Store, options: TrainOptions, *, told: Any, progress: Progress) -> Model:
        self.options.append(options)
        for each in self.says:
            told(each)
        if self.makes is None:
            raise Cancelled
        self.models = [self.makes, *(replace(each, used=False) for each in self.models)]
        return self.makes

    def _measure(self, _store: Store, options: TrainOptions, *, told: Any, progress: Progress) -> CurveReport:
        self.measured()
        assert self.curve is not None
        return self.curve

    def _code(self, _store: Store, article_ids: Sequence[int]) -> Changes:
        self._write("code", *article_ids)
        self.next = self.next[len(article_ids) :]
        return Changes(frozenset({"assignment"}))

    def _use(self, _store: Store, number: int | None) -> None:
        self._write("use", number)
        self.models = [replace(each, used=each.number == number) for each in self.models]

    def _remove(self, _store: Store, number: int) -> None:
        self._write("remove", number)
        self.models = [each for each in self.models if each.number != number]

    def _annotate(self, _store: Store, number: int, note: str) -> None:
        self._write("annotate", number, note)
        self.models = [replace(each, note=note) if each.number == number else each for each in self.models]

    def _write(self, *what: Any) -> None:
        if self.refuses:
            raise UserError(self.refuses)
        self.done.append(what)


@pytest.fixture
def make_model() -> Any:
    """Makes a model of a number and an F."""
    return model


@pytest.fixture
def scores() -> Any:
    """Makes scores of all labels about an F."""
    return scores_of


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def session(store: Store, qapp: object) -> Iterator[Session]:
    take_in(store, [RawArticle(text="Hama was calm.")])
    session = Session()
    session.open(store.path, coder="rima")
    yield session
    session.close()


@pytest.fixture
def page(session: Session, desk: Desk, qtbot: QtBot) -> ModelPage:
    """The page with jobs done at once; not shown yet."""
    page = ModelPage(session, theme.current("light"))

    def start(_title: str, work: Any, done: Any) -> None:
        assert session.store is not None
        if not desk.runs:
            return
        try:
            done(work(session.store, lambda *_: None))
        except Cancelled:
            return

    page.set_work(desk.table())
    page.set_job(start)
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(page)
    page.resize(1280, 712)
    return page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
