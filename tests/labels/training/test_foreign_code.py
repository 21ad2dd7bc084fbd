"""A base that brings code: refused, then trusted and fenced in; and what becomes of the model elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.store import Store
from labels import models, own_models
from labels.suggest.tagging import suggest
from labels.training.options import TrainOptions
from labels.training.training import train

CODE = """
import socket, subprocess
from pathlib import Path
from spacy.language import Language

@Language.factory("reaches")
def make(nlp, name):
    return Reaches()

class Reaches:
    told = []

    def __call__(self, doc):
        for what in (
            lambda: socket.create_connection(("127.0.0.1", 9), 1),
            lambda: subprocess.run(["true"]),
            lambda: open(Path(__file__).parent / "escaped", "w"),
        ):
            try:
                what()
                self.told.append("done")
            except PermissionError as error:
                self.told.append(str(error))
        return doc

    def to_disk(self, path, exclude=()):
        path.mkdir()
        (path / "told.txt").write_text("\\n".join(self.told[:3]))

    def from_disk(self, path, exclude=()):
        return self
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A pipeline with a part that the code beside it makes."""
    import spacy

    folder = tmp_path / "a base ö"
    spacy.blank("en").to_disk(folder)
    config = (folder / "config.cfg").read_text("utf-8")
    config = config.replace("pipeline = []", 'pipeline = ["reaches"]')
    config = config.replace("[components]", '[components]\n\n[components.reaches]\nfactory = "reaches"')
    (folder / "config.cfg").write_text(config, "utf-8")
    (folder / "reaches.py").write_text(CODE, "utf-8")
    return folder


@pytest.mark.slow
def test_trusted_code_runs_inside_the_fence_and_nowhere_else(
    store: Store, teach: Callable[..., list[int]], base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(24)
    with pytest.raises(UserError, match=r"brings code of its own \(reaches.py\)"):
        train(store, TrainOptions(base=str(base)))
    model = train(store, TrainOptions(base=str(base), trusted=True))
    folder = models.verify(store, model)
    told = (folder / "reaches" / "told.txt").read_text("utf-8").splitlines()
    assert told == ["socket.getaddrinfo", "subprocess.Popen", "writing outside its folder"]
    assert not (base / "escaped").exists()
    assert suggest(store, model, articles=[1]).articles + len(store.rows("SELECT 1 FROM doubt")) > 0
    with pytest.raises(UserError, match="rests on code of its base"):
        models.package(store, model, base.parent / "out")
    monkeypatch.setattr(own_models, "has", lambda sums: False)  # as on another computer
    with pytest.raises(UserError, match=r"reaches.py\) and was not made on this computer"):
        suggest(store, model)


@pytest.mark.slow
def test_a_part_that_nothing_makes_is_named(store: Store, teach: Callable[..., list[int]], base: Path) -> None:
    teach(20)
    (base / "reaches.py").unlink()
    with pytest.raises(UserError, match=r"a base ö cannot be trained on: it needs a part called 'reaches'"):
        train(store, TrainOptions(base=str(base), trusted=True))
