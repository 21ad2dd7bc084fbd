"""Projects with coding in them, and the plain way of exporting to hold ours against."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Store
from corpus.text import fingerprint
from corpus.uid import new_uid, now

Coded = Sequence[tuple[int, int, str]]


@dataclass
class Project:
    """A project filled by plain SQL, so that exporters are tested on their own."""

    store: Store

    def label(self, name: str) -> int:
        found = self.store.value("SELECT id FROM label WHERE name = ?", (name,))
        if found:
            return int(found)
        row: dict[str, Any] = {
            "uid": new_uid(),
            "name": name,
            "kind": "other",
            "definition": f"About {name}.",
            "colour": "#475569",
        }
        row |= {"position": 1, "created": now(), "changed": now()}
        return self._insert("label", row)

    def article(self, text: str, spans: Coded = (), *, status: str = "done", coder: str = "", **fields: Any) -> int:
        """Add an article with coding; the second article with a text gets only the coding added."""
        with self.store.transaction():
            coder_id = self.store.ensure_coder(coder)
            found = self.store.value("SELECT id FROM article WHERE sha256 = ?", (fingerprint(text),))
            number = int(found) if found else self._article(text, fields)
            if status:
                work: dict[str, Any] = {"article_id": number, "coder_id": coder_id, "status": status, "changed": now()}
                self.store.db.table("work").insert(work, ignore=True)
            for start, end, label in spans:
                self._span(number, coder_id, start, end, label, text[start:end])
        return number

    def _article(self, text: str, fields: dict[str, Any]) -> int:
        row = {"uid": new_uid(), "sha256": fingerprint(text), "title": text[:20], "length": len(text), "added": now()}
        number = self._insert("article", row | {"source": "Wire", "published": "2024-12-05", "language": "en"} | fields)
        self._insert("article_text", {"article_id": number, "text": text})
        return number

    def _span(self, article: int, coder: int, start: int, end: int, label: str, surface: str) -> None:
        row = {"uid": new_uid(), "article_id": article, "start": start, "end": end, "label_id": self.label(label)}
        row |= {"coder_id": coder, "origin": "human", "surface": surface, "created": now(), "changed": now()}
        self.store.db.table("span").insert(row, ignore=True)

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        return int(self.store.db.table(table).insert(row).last_rowid or 0)

    def clear(self) -> None:
        """Empty the project, the token cache too: cheaper than a new one for every example of a property."""
        for table in ("span", "work", "article_text", "article", "piece"):
            self.store.db.execute(f"DELETE FROM {table}")

    def texts(self) -> dict[str, str]:
        """Return every text by its article's uid."""
        sql = "SELECT uid, text FROM article JOIN article_text ON article_id = id ORDER BY id"
        return {row[0]: row[1] for row in self.store.rows(sql)}

    def fill(self, count: int = 12) -> None:
        """Add a few small articles."""
        with self.store.transaction():
            for number in range(count):
                self._usual(number)

    def _usual(self, number: int) -> None:
        place = f"Place{number}"
        text = f"Rebels shelled {place} on Friday, killing {number} people. {place} couldn't answer."
        end = 15 + len(place)
        found = [(0, 6, "ACTOR"), (7, 14, "EVENT"), (15, end, "LOCATION"), (7, end, "ATTACK")]
        self.article(text, [*found, (end + 4, end + 10, "DATE")])


@pytest.fixture(scope="session")
def splitter() -> Callable[[str], Any]:
    """spaCy's tokenisers, each loaded once for all tests."""
    from labels.tokens_spacy import Splitter

    return lru_cache(Splitter)


@pytest.fixture(autouse=True)
def _loaded_once(splitter: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labels.tokens_spacy.Splitter", splitter)


@pytest.fixture
def project(store: Store) -> Project:
    """A project whose splits are the same in every run: they are drawn by its uid."""
    store.set_setting("uid", "5" * 32)
    return Project(store)


@pytest.fixture
def read_docs() -> Callable[[Path], list[Any]]:
    """Reads a .spacy file back with spaCy."""
    import spacy
    from spacy.tokens import DocBin

    def read(path: Path) -> list[Any]:
        return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))

    return read


@pytest.fixture
def plain_docs() -> Callable[[Project], dict[str, Any]]:
    """The plain way: tokenise, `char_span`, trim, `filter_spans`; then through a DocBin, article by article."""
    import spacy
    from spacy.tokens import DocBin, Span
    from spacy.util import filter_spans

    nlp = spacy.blank("en")

    def fitted(doc: Any, coded: Coded) -> Iterator[Any]:
        seen = set()
        for start, end, label in coded:
            touched = [token for token in doc if token.idx < end and token.idx + len(token) > start]
            while touched and touched[0].is_space:
                del touched[0]
            while touched and touched[-1].is_space:
                del touched[-1]
            if touched and (touched[0].i, touched[-1].i, label) not in seen:
                seen.add((touched[0].i, touched[-1].i, label))
                yield Span(doc, touched[0].i, touched[-1].i + 1, label)

    def docs(project: Project) -> dict[str, Any]:
        bins = DocBin(store_user_data=True)
        for uid, text in project.texts().items():
            sql = """SELECT start, "end", name FROM span JOIN label ON label.id = label_id
                     JOIN article ON article.id = article_id WHERE article.uid = ?
                     ORDER BY start, "end" DESC, span.id"""
            doc = nlp.make_doc(text)
            doc.spans["sc"] = list(fitted(doc, [(row[0], row[1], row[2]) for row in project.store.rows(sql, (uid,))]))
            doc.ents = filter_spans(doc.spans["sc"])
            doc.user_data["uid"] = uid
            bins.add(doc)
        again = DocBin().from_bytes(bins.to_bytes())
        return {doc.user_data["uid"]: doc for doc in again.get_docs(nlp.vocab)}

    return docs


@dataclass
class EventProject:
    """A project with a small codebook of events, an actor and a place; its texts say what is asked for."""

    project: Project

    def __post_init__(self) -> None:
        from corpus import journal
        from labels import event_types, roles

        store = self.project.store
        with journal.step(store, "codebook", "Codebook") as step:
            battles = event_types.insert(step, "Battles")
            self.types = {"": None, "Battles": battles}
            self.types["Armed clash"] = event_types.insert(step, "Armed clash", parent_id=battles, code="ARMED_CLASH")
            self.types["Protests"] = event_types.insert(step, "Protests")
            asked: tuple[tuple[str, Any, Any, bool], ...] = (
                ("actor", "actor", "actor", True), ("target", "actor", "target", True),
                ("place", "place", "place", False), ("date", "date", "date", False),
                ("fatalities", "number", "fatalities", False), ("context", "code", "", True),
                ("how", "text", "", False),
            )  # fmt: skip
            self.roles = {
                name: roles.insert(step, name, kind=kind, slot=slot, many=many) for name, kind, slot, many in asked
            }
            row: dict[str, Any] = {"uid": new_uid(), "created": now(), "changed": now()}
            actor = row | {"name": "Free Army", "type": "rebel group", "side": "opposition", "country": "SY"}
            self.actor = step.insert("entity", actor)
            step.insert("entity_code", {"entity_id": self.actor, "code": "SYRREB"})
            place = row | {"uid": new_uid(), "name": "Hama", "country": "SY", "admin1": "Hama Governorate"}
            place |= {"latitude": 35.1318, "longitude": 36.7578, "population": 460602, "geonameid": 170017}
            self.place = step.insert("place", place | {"origin": "gazetteer"})

    def event(self, article: int, kind: str = "Armed clash", **given: Any) -> int:
        """Add an event; `arguments` are pairs of a role's name and the fields of an `ArgumentDraft`."""
        from corpus import journal
        from labels import events
        from labels.event import ArgumentDraft, EventDraft

        store = self.project.store
        arguments = tuple(ArgumentDraft(self.roles[name], **fields) for name, fields in given.pop("arguments", ()))
        coder = given.pop("coder", "")
        draft = EventDraft(type_id=self.types[kind], arguments=arguments, **given)
        with store.transaction():
            coder_id = store.ensure_coder(coder)
        with journal.step(store, "event", "Event", article_id=article) as step:
            return events.insert(step, article, draft, coder_id=coder_id)

    def usual(self, number: int = 0) -> int:
        """Add an article with one full event and return the event's id."""
        text = f"Rebels of the Free Army clashed with troops in Hama on Friday, killing at least {number + 6} people."
        article = self.project.article(text, [(24, 31, "EVENT"), (14, 23, "ACTOR")], title=f"Clash {number}")
        spans = dict(self.project.store.rows("SELECT surface, id FROM span WHERE article_id = ?", (article,)))
        number, who, exact = number + 6, {"entity_id": self.actor}, {"precision": "exact"}
        arguments = [
            ("actor", {"text": "Free Army", "start": 14, "end": 23, "span_id": spans["Free Army"]} | who),
            ("target", {"text": "troops", "start": 37, "end": 43}),
            ("target", {"text": "=cmd|' /C calc'!A0"}),
            ("place", {"text": "Hama", "start": 47, "end": 51, "place_id": self.place, "value": exact}),
            ("date", {"text": "Friday", "start": 55, "end": 61, "value": FRIDAY}),
            ("fatalities", {"text": "at least 6", "start": 71, "end": 81, "value": {"low": number, "best": number}}),
            ("context", {"text": "military", "value": {"code": "military"}}),
        ]  # fmt: skip
        return self.event(
            article,
            start=24,
            end=31,
            trigger_span_id=spans["clashed"],
            arguments=arguments,
            note="-2+3",
            certainty="claimed",
        )


FRIDAY = {"start": "2024-12-06", "end": "2024-12-06", "precision": "day", "rule": "the Friday before publication"}


@pytest.fixture
def coded(project: Project) -> EventProject:
    return EventProject(project)
