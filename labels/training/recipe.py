"""The recipe by which spans are learnt: from coded docs and what a project knows to a pipeline of spaCy's.

Training runs through spaCy's own API: a `Config`, `init_nlp`, `train_while_improving`; what is learnt is in
`labels.training.parts`. With dev docs there is first a trial, which learns from train alone and is scored on dev after
every round: that is the curve. Then a fresh start learns from dev as well, for as many rounds: dev chooses nothing.
`benchmarks/recipe_re3d.py` measures it.

spaCy is imported inside functions only.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.progress import Cancelled

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from labels.training.parts import NamePipe

_PART = "dateline_names"
_OWN = "dateline"  # names of our parts begin so
_WORDS = 500  # of a batch
_MOST_WORDS = 4_000_000  # that a member is trained on; a large project has fewer rounds
_LEAST_ROUNDS = 4
_OVERLAPPING = 0.02  # share of spans; fewer do not pay for a layer of their own


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    Attributes:
        members: models that vote, each from another seed.
        rounds: through the articles, for each member.
        drop: share of features left out by chance at each step.
        rate: learning rate of AdaGrad.
        least: probability from which a span is told of.
        fold_dev: learn from the dev articles too, after the trial.
        overlap: whether spans may overlap; None looks at the articles.
        layers: how deep they may lie upon one another.
    """

    members: int = 1
    rounds: int = 15
    drop: float = 0.4
    rate: float = 0.05
    least: float = 0.25
    fold_dev: bool = True
    overlap: bool | None = None
    layers: int = 2


def quick() -> Recipe:
    """Return the recipe that takes seconds for a hundred articles."""
    return Recipe()


def thorough() -> Recipe:
    """Return the recipe whose members vote, with scores that are smoother."""
    return Recipe(members=5)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a project knows beside the coded articles; plain data, so that it can be sent to a child process.

    Attributes:
        names: label: name: how often it is coded so, and how often it stands there uncoded. The names of the articles
            that are learnt from are counted anyway (and left out of an article's own features); these are further ones.
        places, actors: names of them.
        lists: further lists by what they hold: nationalities, weapons ...
    """

    names: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    places: Sequence[str] = ()
    actors: Sequence[str] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """Where the training stands.

    Attributes:
        phase: ``preparing``, ``trial`` (without dev, scored on it) or ``training``.
        member: which is being trained, from 1.
        step, steps_expected: batches done and expected, of trial and all members together.
        loss: since the last score, in nats a sentence, summed over batches and layers.
        score: F on the dev articles, 0 to 1; None where it was not measured.
        words: learnt from so far. seconds: since the beginning.
    """

    phase: str
    member: int = 1
    step: int = 0
    steps_expected: int = 0
    loss: float = 0.0
    score: float | None = None
    words: int = 0
    seconds: float = 0.0


class Stopped(Exception):
    """Somebody asked to stop. `best`: the pipeline as far as it came, None when it had not begun to learn."""

    def __init__(self, best: Language | None) -> None:
        super().__init__("The training was stopped.")
        self.best = best


def train(
    train: list[Doc],
    dev: list[Doc],
    *,
    lang: str,
    recipe: Recipe,
    knowledge: Knowledge,
    uncoded: Sequence[str] = (),
    base: Path | None = None,
    vectors: Path | str | None = None,
    seed: int = 0,
    told: Callable[[Told], None],
) -> Language:
    """Return a pipeline that finds spans.

    Args:
        dev: may be empty: then there is no trial.
        uncoded: texts that nobody coded. Neither word clusters of them nor training on them paid (see the benchmark),
            so they are not used.
        base: folder of a pipeline to stand on: its parts stay, unchanged, and what they say of words is learnt from;
            of a pipeline of ours the weights are what learning begins with.
        vectors: pipeline or folder with word vectors.
        told: hears of every batch; may raise `Cancelled`.

    Raises:
        Stopped: `told` asked to stop.
    """
    run = _Run(lang, recipe, knowledge, base, vectors, seed, told, _overlap(train, recipe))
    return run.all(train, dev)


class _Run:
    """One call of `train`."""

    def __init__(
        self,
        lang: str,
        recipe: Recipe,
        knowledge: Knowledge,
        base: Path | None,
        vectors: Path | str | None,
        seed: int,
        told: Callable[[Told], None],
        overlap: bool,
    ) -> None:
        self._lang, self._recipe, self._knowledge, self._overlap = lang, recipe, knowledge, overlap
        self._base, self._vectors, self._seed, self._told = base, vectors, seed, told
        self._began, self._steps, self._expected, self._words = time.monotonic(), 0, 0, 0
        self._best: Language | None = None
        self._is_whole = False  # whether a pass is over, so that there is something better than one half done
        self._known = ""

    def all(self, train: list[Doc], dev: list[Doc]) -> Language:
        """Do the trial, and the training.

        Raises:
            Stopped: somebody asked to stop.
        """
        try:
            self._tell("preparing")
            last = [*train, *dev] if self._recipe.fold_dev else train
            trial = bool(dev) and self._recipe.fold_dev
            self._expected = self._batches(last) * self._recipe.members + (self._batches(train) if trial else 0)
            if trial:
                self._trained(train, dev, 1, "trial")
            return self._trained(last, [] if trial else dev, self._recipe.members, "training")
        except Cancelled as cancelled:
            if self._best is not None and self._is_whole:
                _part(self._best).drop()
            raise Stopped(_finished(self._best)) from cancelled

    def _trained(self, train: list[Doc], dev: list[Doc], members: int, phase: str) -> Language:
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            nlp = self._prepared(train, dev, Path(folder))
            pipe = _part(nlp)
            for member in range(1, members + 1):
                pipe.begin(seed=self._seed + member, steps=pipe.steps_of(self._rounds(train)), start=self._start())
                self._member(nlp, train, dev, member, phase)
                pipe.close()
                self._best, self._is_whole = nlp, True
        return _finished(nlp) or nlp

    def _prepared(self, train: list[Doc], dev: list[Doc], folder: Path) -> Language:
        """Return a pipeline that knows labels and features, and nothing of them yet."""
        from spacy.training.initialize import init_nlp

        from labels.training.event_parts import register

        register()  # the base may have such parts
        config = self._config(folder)
        _write(train, folder / "train.spacy")
        _write(dev or train[:1], folder / "dev.spacy")
        if not self._known:
            self._known = json.dumps(_plain(self._knowledge, self._lang), ensure_ascii=False)
        (folder / "knowledge.json").write_text(self._known, encoding="utf-8")
        return init_nlp(config)

    def _config(self, folder: Path) -> Any:
        from thinc.api import Config

        from labels.training import parts  # noqa: F401 - makes the factory known

        sourced = _parts_of(self._base)
        own = {
            "factory": _PART,
            "overlap": self._overlap,
            "layers": self._recipe.layers,
            "least": self._recipe.least,
            "rate": self._recipe.rate,
        }
        corpora = {name: {"@readers": "spacy.Corpus.v1", "path": f"{folder}/{name}.spacy"} for name in ("train", "dev")}
        vectors = str(self._vectors) if self._vectors else _vectors_of(self._base)
        return Config(
            {
                "nlp": {"lang": self._lang, "pipeline": [*sourced, _PART]},
                "components": {**{name: {"source": str(self._base)} for name in sourced}, _PART: own},
                "corpora": corpora,
                "training": {
                    "seed": self._seed,
                    "gpu_allocator": None,
                    "dropout": self._recipe.drop,
                    "frozen_components": [*sourced],
                },
                "initialize": {
                    "vectors": vectors,
                    "components": {_PART: {"knowledge": str(folder / "knowledge.json")}},
                },
            }
        )

    def _member(self, nlp: Language, train: list[Doc], dev: list[Doc], member: int, phase: str) -> None:
        """Train one member, in spaCy's own loop."""
        from spacy.training import Example
        from spacy.training.loop import create_train_batches, train_while_improving
        from thinc.api import Adam, fix_random_seed

        def evaluate() -> tuple[float, dict[str, float]]:
            if not dev:
                return 0.0, {}
            scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in dev])
            return float(scores["dateline_f"]), scores

        fix_random_seed(self._seed + member)
        rounds, words = self._rounds(train), self._words
        batches = create_train_batches(
            nlp, lambda nlp: [Example(_bare(nlp, doc), doc) for doc in train], _batched, rounds
        )
        loop = train_while_improving(
            nlp,
            Adam(),  # asked for by the loop; our part moves its weights itself
            batches,
            evaluate,
            dropout=self._recipe.drop,
            eval_frequency=max(1, self._batches(train) // rounds),
            accumulate_gradient=1,
            patience=0,
            max_steps=0,
            exclude=[name for name in nlp.pipe_names if name != _PART],
            annotating_components=[],
            before_update=None,
        )
        for _, info, _ in loop:
            self._steps, self._words = self._steps + 1, words + info["words"]
            if not self._is_whole:
                self._best = nlp
            score = info["score"] if dev else None
            self._tell(phase, member=member, loss=float(info["losses"].get(_PART, 0.0)), score=score)

    def _tell(self, phase: str, *, member: int = 1, loss: float = 0.0, score: float | None = None) -> None:
        seconds = time.monotonic() - self._began
        self._told(Told(phase, member, self._steps, self._expected, loss, score, self._words, seconds))

    def _rounds(self, docs: Iterable[Doc]) -> int:
        """Return how often a member goes through the docs."""
        words = sum(map(len, docs))
        return min(self._recipe.rounds, max(_LEAST_ROUNDS, _MOST_WORDS // max(1, words)))

    def _batches(self, docs: list[Doc]) -> int:
        """Return about how many batches a member's way through the docs is: each round deals them out differently."""
        return self._rounds(docs) * max(1, sum(1 for _ in _batched(docs)))

    def _start(self) -> NamePipe | None:
        """Return the part of the base that is ours."""
        from labels.training.parts import NamePipe

        return NamePipe().from_disk(self._base / _PART) if self._base and (self._base / _PART).is_dir() else None


def _finished(nlp: Language | None) -> Language | None:
    """Take out of a pipeline what only its training needed."""
    if nlp is None:
        return None
    _part(nlp).finish()
    nlp.config["initialize"]["components"], nlp.config["initialize"]["vectors"] = {}, None
    for name in ("train", "dev"):
        nlp.config["corpora"][name]["path"] = None
    return nlp


def _part(nlp: Language) -> NamePipe:
    pipe: Any = nlp.get_pipe(_PART)
    found: NamePipe = pipe
    return found


def _batched(examples: Iterable[Any]) -> Any:
    from spacy.training.batchers import minibatch_by_words

    return minibatch_by_words(examples, size=_WORDS, get_length=len)


def _bare(nlp: Language, doc: Doc) -> Doc:
    """Return a doc with the same tokens and nothing said of them."""
    from spacy.tokens import Doc

    return Doc(nlp.vocab, [token.text for token in doc], [bool(token.whitespace_) for token in doc])


def _write(docs: Iterable[Doc], path: Path) -> None:
    from spacy.tokens import DocBin

    DocBin(docs=docs).to_disk(path)


def _overlap(docs: Iterable[Doc], recipe: Recipe) -> bool:
    """Say whether the docs have enough spans that overlap to learn them."""
    if recipe.overlap is not None:
        return recipe.overlap
    apart = every = 0
    for doc in docs:
        apart, every = apart + len(doc.ents), every + len(doc.spans.get("sc", ()))
    return every - apart > _OVERLAPPING * every


def _plain(knowledge: Knowledge, lang: str) -> dict[str, Any]:
    """Return what is known as `labels.training.parts` reads it: words in lower case."""
    import spacy

    tokenizer = spacy.blank(lang).tokenizer
    names: dict[str, dict[str, tuple[int, int]]] = {}
    for label, counted in knowledge.names.items():
        for name, counts in counted.items():
            names.setdefault(_lower(tokenizer, name), {})[label] = counts
    lists = {"place": knowledge.places, "actor": knowledge.actors, **knowledge.lists}
    listed = {kind: {_lower(tokenizer, name): name[:1].isupper() for name in names} for kind, names in lists.items()}
    return {"names": names, "lists": listed}


def _lower(tokenizer: Any, name: str) -> str:
    return " ".join(token.lower_ for token in tokenizer(" ".join(name.split())))


def _parts_of(base: Path | None) -> list[str]:
    """Return the names of a base pipeline's parts that are not ours."""
    if base is None:
        return []
    from spacy.util import load_config

    names = load_config(base / "config.cfg")["nlp"]["pipeline"]
    return [name for name in names if not name.startswith(_OWN)]


def _vectors_of(base: Path | None) -> str | None:
    """Return the base when it has word vectors."""
    if base is None:
        return None
    meta = json.loads((base / "meta.json").read_text(encoding="utf-8"))
    return str(base) if meta.get("vectors", {}).get("width") else None
