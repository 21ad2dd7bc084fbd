"""The error queue: where the coding and cross-validated predictions differ, and what a coder decides about it.

Each article of a run was predicted by a model that had not learnt from it. Differences are told apart as in MUC-5
(Chinchor and Sundheim 1993: incorrect, partial, missing, spurious), and those in which most speaks against the coding
come first, as in confident learning (Northcutt, Jiang and Chuang 2021).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.errors import UserError
from corpus.progress import Progress, silent
from corpus.store import Store
from labels.error import Difference, Kind, Reading

ORIGIN = "model crossed"  # of spans taken over from predictions
_AT_ONCE = 1_000  # articles whose differences are looked for at a time
_ALIKE = 0.5  # share of their words that two readings with different labels have in common, at least
_CROSSED = (
    "FROM crossed JOIN article ON article.id = crossed.article_id AND removed = 0 "
    "JOIN work ON work.article_id = crossed.article_id AND work.coder_id = :me WHERE run_id = :run "
    "AND (work.status = 'done' OR NOT EXISTS (SELECT 1 FROM work AS other WHERE other.article_id = crossed.article_id "
    "AND other.coder_id <> :me AND other.status = 'done'))"
)
_PREDICTED = (
    'SELECT article_id, start, "end", label_id, score FROM cross_prediction WHERE run_id = ? AND article_id IN ({})'
)
_CODED = 'SELECT article_id, start, "end", label_id FROM span WHERE coder_id = ? AND article_id IN ({})'
_JUDGED = (
    'SELECT article_id, start, "end", label_id FROM verdict '
    "WHERE coder_id = ? AND label_id IS NOT NULL AND article_id IN ({}) AND verdict IN ({})"
)
_TEXTS = "SELECT article_id, text FROM article_text WHERE article_id IN ({})"
_NAMES = "SELECT surface, coded FROM name WHERE label_id = ? AND surface IN ({})"
Place = tuple[int, int, int, int]  # article id, start, end, label id
Pair = tuple[Reading | None, Reading | None, float]  # coder, model, the model's score (0 where it says nothing)
Phrase = tuple[str, int]  # words on one line, label id
Doubts = Mapping[Phrase, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Run:
    """The predictions that coding is compared with. `at`: UTC, ISO 8601; `articles` of the present coder's."""

    id: int
    at: str
    articles: int


@dataclass(slots=True)
class Errors:
    """What was found in a run.

    Attributes:
        items: the differences that nobody has decided yet; those with the highest score first.
        doubts: of words that the model missed somewhere: how often it does, and how often they are coded so.
    """

    run: Run | None
    items: list[Difference] = field(default_factory=list)
    doubts: Doubts = field(default_factory=dict)


def newest(store: Store) -> Run | None:
    """Return the newest cross-validation, None when there is none."""
    row = store.row("SELECT id, at FROM training_run WHERE kind = 'errors' ORDER BY id DESC LIMIT 1")
    if row is None:
        return None
    count = store.value(f"SELECT count(*) {_CROSSED}", {"me": store.coder_id, "run": row[0]})
    return Run(int(row[0]), str(row[1]), int(count))


def find(store: Store, *, first: int | None = None, progress: Progress = silent) -> Errors:
    """Return all differences between the newest run and the present coder's coding.

    Args:
        first: look through so many articles only, to have something soon.

    Raises:
        Cancelled: `progress` asked to stop.
    """
    run = newest(store)
    if run is None:
        return Errors(None)
    ids = [row[0] for row in store.rows(f"SELECT crossed.article_id {_CROSSED}", {"me": store.coder_id, "run": run.id})]
    ids = ids[:first]
    found: list[Difference] = []
    for at in range(0, len(ids), _AT_ONCE):
        progress(at, len(ids), "articles")
        found += _look(store, run.id, ids[at : at + _AT_ONCE])
    doubts = _doubts(store, found)
    found = [_doubted(item, doubts) for item in found]
    found.sort(key=lambda item: -item.score)
    return Errors(run, found, doubts)


def of_articles(store: Store, run: Run, article_ids: Iterable[int], doubts: Doubts) -> list[Difference]:
    """Return the differences in some articles as they stand now; quick for a few."""
    where = f"SELECT crossed.article_id {_CROSSED} AND crossed.article_id = :article"
    known = {"me": store.coder_id, "run": run.id}
    ids = [key for key in sorted(article_ids) if store.value(where, {**known, "article": key})]
    return [_doubted(item, doubts) for item in _look(store, run.id, ids)]


def _look(store: Store, run_id: int, ids: Sequence[int]) -> list[Difference]:
    """Return what differs in some articles and was not decided yet; what was missed has no score yet."""
    if not ids:
        return []
    signs, me = ", ".join("?" * len(ids)), store.coder_id
    coded: set[Place] = set(store.rows(_CODED.format(signs), (me, *ids)))
    scores: dict[Place, float] = {row[:4]: row[4] for row in store.rows(_PREDICTED.format(signs), (run_id, *ids))}
    alone, others = _by_article(coded.difference(scores)), _by_article(set(scores).difference(coded))
    rejected, confirmed = (
        set(store.rows(_JUDGED.format(signs, f"'{verdict}'"), (me, *ids))) for verdict in ("rejected", "confirmed")
    )
    found: list[Difference] = []
    keys = sorted(alone.keys() | others.keys())
    texts = _texts(store, keys)
    for key in keys:
        predicted = [(Reading(*place[1:]), scores[place]) for place in others.get(key, ())]
        for human, model, score in paired([Reading(*place[1:]) for place in alone.get(key, ())], predicted):
            if human and ((where := (key, *human)) in rejected or where in confirmed):
                continue
            text = texts.get(key, "")
            if max(side.end for side in (human, model) if side) > len(text):
                continue  # of a damaged file
            if model is None or (key, *model) not in rejected:
                found.append(_item(key, text, human, model, score))
    return found


def _by_article(places: Iterable[Place]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for place in sorted(places):
        found[place[0]].append(place)
    return found


def _texts(store: Store, ids: Sequence[int]) -> dict[int, str]:
    return dict(store.rows(_TEXTS.format(", ".join("?" * len(ids))), ids)) if ids else {}


def _item(article_id: int, text: str, human: Reading | None, model: Reading | None, score: float) -> Difference:
    side = human or model
    assert side is not None
    kind: Kind = "boundary"
    if human is None or model is None:
        kind = "spurious" if model else "missed"
    elif human.label_id != model.label_id:
        kind = "label"
    return Difference(kind, article_id, human, model, score, " ".join(text[side.start : side.end].split()))


def _doubts(store: Store, found: Iterable[Difference]) -> Doubts:
    """Return for the phrases that the model missed how often it did, and how often the project has counted them."""
    missed = Counter((item.surface, item.human.label_id) for item in found if item.human and item.model is None)
    coded: Counter[Phrase] = Counter()
    for label_id in {label_id for _, label_id in missed}:
        words = [surface for surface, label in missed if label == label_id]
        for at in range(0, len(words), _AT_ONCE):
            some = words[at : at + _AT_ONCE]
            for surface, count in store.rows(_NAMES.format(", ".join("?" * len(some))), (label_id, *some)):
                coded[surface, label_id] = count
    return {phrase: (number, max(coded[phrase], number)) for phrase, number in missed.items()}


def _doubted(item: Difference, doubts: Doubts) -> Difference:
    """Score what the model missed by the share of the coding of the same words that it missed.

    What it finds nearly everywhere else it knows, and has overlooked here; what it never finds, though it is coded
    time and again, the same words elsewhere speak against.
    """
    if item.kind != "missed" or item.human is None:
        return item
    missed, coded = others = doubts.get((item.surface, item.human.label_id), (1, 1))
    return item._replace(score=missed / (coded + 1), others=others)


def paired(coded: Sequence[Reading], predicted: Sequence[tuple[Reading, float]]) -> list[Pair]:
    """Bring together what both sides say of the same words, each side at most once; the rest stands alone.

    The same ends come first, then the same label with other ends, then other ends and another label where half of the
    words are shared.
    """
    if not coded:
        return [(None, *each) for each in predicted]
    if not predicted:
        return [(each, None, 0.0) for each in coded]
    ranked = sorted(
        (-fit, at, number)
        for at, human in enumerate(coded)
        for number, (model, _) in enumerate(predicted)
        if human.start < model.end and model.start < human.end and (fit := _fit(human, model))
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, number in ranked:
        if at not in partner and number not in taken:
            partner[at] = number
            taken.add(number)
    found: list[Pair] = []
    for at, human in enumerate(coded):
        model, score = predicted[partner[at]] if at in partner else (None, 0.0)
        found.append((human, model, score))
    return found + [(None, *each) for number, each in enumerate(predicted) if number not in taken]


def _fit(human: Reading, model: Reading) -> float:
    """Return how well two readings that share words go together; 0 when they are about different things."""
    shared = min(human.end, model.end) - max(human.start, model.start)
    share = shared / (max(human.end, model.end) - min(human.start, model.start))
    if share == 1:
        return 3.0
    if human.label_id == model.label_id:
        return 1 + share
    return share if share >= _ALIKE else 0.0


def article_text(store: Store, article_id: int) -> tuple[str, str, str, str]:
    """Return an article's title, source, publication date and text, to show an item in its context.

    Raises:
        UserError: it is gone.
    """
    row = store.row(
        "SELECT title, source, published, text FROM article JOIN article_text ON article_id = id "
        "WHERE id = ? AND removed = 0",
        (article_id,),
    )
    if row is None:
        raise UserError("That article is gone; somebody has removed it.")
    return str(row[0]), str(row[1]), str(row[2]), str(row[3])
