"""Make a small project file in the present format, with one row of everything: ``python make_project.py TARGET``.

Run once for each format that is released; the file is then never made again. The name is ``formatN.dateline``.
"""

import sqlite3
import sys
from pathlib import Path

from corpus import articles, journal
from corpus.article import RawArticle, RawSpan
from corpus.store import Store
from corpus.uid import new_uid
from labels import canonicals, codebook, entities, events, labels, patterns, places, spans, suggestions
from labels.entity import Alias, Code, EntityDraft
from labels.event import ArgumentDraft, EventDraft
from labels.event_types import all_types
from labels.intake import take_in
from labels.place import PlaceDraft
from labels.roles import all_roles
from labels.suggestion import Suggestion

TEXT = "حماة and Hama 😀 were shelled on Friday.\nHama was calm on Saturday."


def make(target: Path) -> None:
    """Write the project; small pages keep it small."""
    with Store.create(target, name="Format", coder="rima") as store:
        codebook.use(store, codebook.load(codebook.STARTER))
        take_in(store, _raw())
        known = labels.by_name(store)
        spans.add_many(store, 1, [(9, 13), (40, 44)], known["LOCATION"].id)
        spans.annotate(store, 2, note="second wire copy", certainty="claimed")
        spans.add(store, 1, 21, 28, known["EVENT"].id, exact=True)
        spans.remove(store, [4])
        spans.add(store, 1, 32, 38, known["DATE"].id)
        _code_event(store)
        labels.retire(store, known["WEAPON"].id)
        articles.set_status(store, 1, "done")
        articles.correct(store, 2, source="The Wire")
        articles.remove(store, [3])
        _teach(store, known["LOCATION"].id)
        articles.set_status(store, 2, "flagged")
        journal.undo(store)
    with Store.open(target, coder="omar") as store:
        spans.add(store, 1, 9, 13, labels.by_name(store)["LOCATION"].id)
        _code_event(store)
        canonicals.join(store, [event.id for event in events.of_article(store, 1)])
    conn = sqlite3.connect(target, isolation_level=None)
    conn.execute("PRAGMA page_size=512")
    conn.execute("VACUUM")
    conn.close()


def _code_event(store: Store) -> None:
    """One event with everything an event can have."""
    roles = {role.name: role.id for role in all_roles(store)}
    actor = store.value("SELECT id FROM entity") or _listed(store)
    arguments = (
        ArgumentDraft(roles["Actor"], "the army", entity_id=actor),
        ArgumentDraft(roles["Place"], "Hama", 9, 13, place_id=store.value("SELECT id FROM place")),
        ArgumentDraft(roles["Date"], "Friday", 32, 38, value={"start": "2024-12-06", "end": "2024-12-06"}),
        ArgumentDraft(roles["Fatalities"], "at least 20", value={"low": 20, "best": 20}),
    )
    shelling = next(each.id for each in all_types(store) if each.name == "Shelling")
    events.add(store, 1, EventDraft(shelling, None, 21, 28, arguments, certainty="claimed"))


def _teach(store: Store, label_id: int) -> None:
    """One row of everything that suggestions and models leave behind."""
    patterns.add(store, label_id, "words", "Homs")
    suggestions.reject(store, [Suggestion(1, 32, 38, label_id, "model 1", 0.4)])
    at = "2026-11-23T20:00:00Z"
    model = {"id": 1, "uid": new_uid(), "number": 1, "preset": "quick", "language": "en", "folder": "model-1"}
    made = {"fingerprint": "0" * 64, "articles": 1, "spans": 3, "seconds": 1.5, "size": 9, "created": at}
    place = {"article_id": 1, "start": 9, "end": 13, "origin": "model 1", "score": 0.9}
    run = {"id": 1, "uid": new_uid(), "kind": "errors", "model_id": 1, "seconds": 1.5, "at": at}
    with store.transaction():
        store.db.table("model").insert(model | made)
        store.db.table("suggestion").insert(place | {"label_id": label_id})
        store.db.table("suggested_event").insert(place)
        store.db.table("training_run").insert(run)
        store.db.table("crossed").insert({"run_id": 1, "article_id": 1})
        predicted = {"run_id": 1, "article_id": 1, "start": 9, "end": 13, "label_id": label_id, "score": 0.9}
        store.db.table("cross_prediction").insert(predicted)
        store.db.table("doubt").insert({"article_id": 1, "model_id": 1, "doubt": 0.5, "novelty": 0.5})


def _listed(store: Store) -> int:
    place = PlaceDraft("Hama", country="SY", latitude=35.13, longitude=36.75, names=("حماة",))
    places.add(store, place)
    entities.add(store, EntityDraft("Syrian Arab Army", aliases=(Alias("the army"),), codes=(Code("SYRMIL"),)))
    return int(store.value("SELECT id FROM entity"))


def _raw() -> list[RawArticle]:
    return [
        RawArticle(text=TEXT, title="Shelling", source="Wire", published="2024-12-06", url="https://example.org/1"),
        RawArticle(
            text="Talks were held in Idlib.",
            meta={"desk": "Syria", "page": 3},
            spans=(RawSpan(19, 24, "LOCATION", coder="omar", origin="import", fields={"note": "town"}),),
            status="done",
        ),
        RawArticle(text="To be removed.", language="en"),
    ]


if __name__ == "__main__":
    make(Path(sys.argv[1]))
