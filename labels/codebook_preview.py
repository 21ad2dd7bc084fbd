"""What a change of the codebook would touch, counted before it is made, and said in one sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from corpus.store import Store
from corpus.wording import counted
from labels import event_types, labels, roles
from labels.codebook_draft import Codebook

TWINS = (
    "FROM span gone JOIN span kept ON kept.article_id = gone.article_id AND kept.coder_id = gone.coder_id "
    'AND kept.label_id = ? AND kept.start = gone.start AND kept."end" = gone."end" WHERE gone.label_id = ?'
)
UNDO = "Undo brings all back."


@dataclass(frozen=True, slots=True)
class Touched:
    """How much a change bears on, in articles that are not removed.

    Attributes:
        joined: spans (or arguments) that are there twice afterwards and become one.
        types: event types that follow along, being below the one that changes.
        several: events that afterwards have several of a role which takes one now.
    """

    spans: int = 0
    events: int = 0
    arguments: int = 0
    articles: int = 0
    coders: int = 0
    joined: int = 0
    types: int = 0
    several: int = 0

    @property
    def rows(self) -> int:
        """How many rows of coding are written."""
        return self.spans + self.events + self.arguments

    @property
    def where(self) -> str:
        """What is touched, and where: "412 spans in 96 articles by 3 coders"; "" when nothing is."""
        things = [("span", self.spans), ("event", self.events), ("value", self.arguments)]
        found = " and ".join(counted(number, name) for name, number in things if number)
        return f"{found} in {counted(self.articles, 'article')} by {counted(self.coders, 'coder')}" if found else ""


def of_label(store: Store, label_id: int) -> Touched:
    """Count the spans of a label."""
    return Touched(**_spread(store, "span", "span.label_id = ?", (label_id,)))


def of_type(store: Store, type_id: int) -> Touched:
    """Count the events of a type and of those below it."""
    branch = event_types.branch(event_types.all_types(store, retired=True), type_id)
    marks = ", ".join("?" * len(branch))
    ids = tuple(each.id for each in branch)
    return Touched(**_spread(store, "event", f"event_type_id IN ({marks})", ids), types=max(0, len(ids) - 1))


def of_role(store: Store, role_id: int) -> Touched:
    """Count what fills a role."""
    return Touched(**_spread(store, "argument", "role_id = ?", (role_id,)))


def merge_labels(store: Store, label_id: int, into: int) -> Touched:
    """Count what `codebook_edit.merge_labels` would do."""
    return Touched(**_spread(store, "span", "span.label_id = ?", (label_id,)), joined=_twins(store, label_id, into))


def split_label(store: Store, label_id: int, surfaces: Collection[str], into: int | None) -> Touched:
    """Count what `codebook_edit.split_label` would do; `into` None is a new label."""
    wanted = set(surfaces)
    rows = store.rows(
        "SELECT surface, article_id, coder_id, span.id FROM span JOIN article ON article.id = article_id "
        "WHERE label_id = ? AND removed = 0",
        (label_id,),
    )
    found = [row[1:] for row in rows if row[0] in wanted]
    twins = {row[0] for row in store.rows(f"SELECT gone.id {TWINS}", (into, label_id))} if into else set()
    return Touched(
        spans=len(found),
        articles=len({row[0] for row in found}),
        coders=len({row[1] for row in found}),
        joined=sum(row[2] in twins for row in found),
    )


def split_type(store: Store, type_id: int, triggers: Collection[str]) -> Touched:
    """Count what `codebook_edit.split_type` would do."""
    rows = store.rows(
        "SELECT coalesce(surface, ''), event.article_id, event.coder_id FROM event "
        "JOIN article ON article.id = event.article_id LEFT JOIN span ON span.id = trigger_span_id "
        "WHERE event_type_id = ? AND removed = 0",
        (type_id,),
    )
    found = [row[1:] for row in rows if row[0] in set(triggers)]
    articles, coders = ({row[at] for row in found} for at in (0, 1))
    return Touched(events=len(found), articles=len(articles), coders=len(coders))


def merge_types(store: Store, type_id: int, into: int) -> Touched:
    """Count what `codebook_edit.merge_types` would do; `types` are those that move below the other."""
    below = event_types.children(event_types.all_types(store, retired=True), type_id)
    return Touched(**_spread(store, "event", "event_type_id = ?", (type_id,)), types=len(below))


def merge_roles(store: Store, role_id: int, into: int) -> Touched:
    """Count what `codebook_edit.merge_roles` would do."""
    several = store.value(
        "SELECT count(DISTINCT one.event_id) FROM argument one JOIN argument other ON other.event_id = one.event_id "
        "AND other.role_id = ? WHERE one.role_id = ?",
        (into, role_id),
    )
    single = store.value("SELECT many FROM role WHERE id = ?", (into,)) == 0
    found = _spread(store, "argument", "role_id = ?", (role_id,))
    return Touched(**found, several=int(several) if single else 0)


def surfaces(store: Store, label_id: int) -> list[tuple[str, int]]:
    """Return the words that a label's spans stand on, with how often, the most frequent first."""
    rows = store.rows(
        "SELECT surface, count(*) FROM span JOIN article ON article.id = article_id "
        "WHERE label_id = ? AND removed = 0 GROUP BY surface ORDER BY 2 DESC, 1",
        (label_id,),
    )
    return [(str(surface), int(number)) for surface, number in rows]


def triggers(store: Store, type_id: int) -> list[tuple[str, int]]:
    """Return the words of the triggers of a type's events, "" for none, with how often, the most frequent first."""
    rows = store.rows(
        "SELECT coalesce(surface, ''), count(*) FROM event JOIN article ON article.id = event.article_id "
        "LEFT JOIN span ON span.id = trigger_span_id WHERE event_type_id = ? AND removed = 0 "
        "GROUP BY 1 ORDER BY 2 DESC, 1",
        (type_id,),
    )
    return [(str(words), int(number)) for words, number in rows]


def spans_with(store: Store, label_id: int, surfaces: Collection[str]) -> list[int]:
    """Return the ids of a label's spans that stand on these very words, also in articles that are removed."""
    wanted = set(surfaces)
    rows = store.rows("SELECT id, surface FROM span WHERE label_id = ? ORDER BY id", (label_id,))
    return [int(span_id) for span_id, surface in rows if surface in wanted]


# Sentences


def use_sentence(store: Store, book: Codebook) -> tuple[str, bool]:
    """Return what putting a codebook to use adds, and whether it adds anything."""
    labels_here = labels.by_name(store)
    types_here = {path.casefold() for path in event_types.by_path(store)}
    roles_here = {name.casefold() for name in roles.by_name(store)}
    checks_here = {rule for rule, _ in roles.checks(store)}
    new = [
        (sum(labels.plain_name(draft.name) not in labels_here for draft in book.labels), "label"),
        (sum(draft.path.casefold() not in types_here for draft in book.event_types), "event type"),
        (sum(draft.name.casefold() not in roles_here for draft in book.roles), "role"),
        (sum(rule not in checks_here for rule, _ in book.checks), "check"),
    ]
    parts = [counted(number, name) for number, name in new if number]
    if not parts:
        return "All of it is in the project already.", False
    said = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
    return f"It adds {said}; what the project has stays as it is. Undo takes them away again.", True


def merge_sentence(touched: Touched, name: str, into: str) -> str:
    """Return what a merge does, for the analyst to read before it is done."""
    parts = [f"{touched.where} become{_s(touched)} {into}" if touched.where else f"Nothing is coded as {name}"]
    if touched.joined:
        parts.append(_joined(touched))
    if touched.several:
        have = "has" if touched.several == 1 else "have"
        parts.append(f"{counted(touched.several, 'event')} then {have} several, so {into} takes several")
    if touched.types:
        move = "moves" if touched.types == 1 else "move"
        parts.append(f"{counted(touched.types, 'type')} below {name} {move} below {into}")
    return f"{'; '.join(parts)}. {name} leaves the codebook. {UNDO}"


def split_sentence(touched: Touched, into: str) -> str:
    """Return what a split does."""
    if not touched.rows:
        return "Tick the words that are to go."
    joined = f"; {_joined(touched)}" if touched.joined else ""
    return f"{touched.where} become{_s(touched)} {into or 'the new one'}{joined}. {UNDO}"


def retire_sentence(touched: Touched, name: str) -> str:
    """Return what it means to retire something."""
    stays = f"{touched.where} keep{_s(touched)} it" if touched.where else "Nothing is coded with it"
    below = f", with {counted(touched.types, 'type')} below it" if touched.types else ""
    return f"{name} is no longer offered{below}. {stays}. It can be restored at any time."


def _s(touched: Touched) -> str:
    return "s" if touched.rows == 1 else ""


def _joined(touched: Touched) -> str:
    return f"{touched.joined:,} that {'is there twice is' if touched.joined == 1 else 'are there twice are'} joined"


def _spread(store: Store, table: str, where: str, params: tuple[int, ...]) -> dict[str, int]:
    """Return how many rows of a table there are, in how many articles, by how many coders."""
    owner = "JOIN event ON event.id = event_id" if table == "argument" else ""
    coded = "event" if table == "argument" else table
    row = store.row(
        f"SELECT count(*), count(DISTINCT {coded}.article_id), count(DISTINCT {coded}.coder_id) FROM {table} {owner} "
        f"JOIN article ON article.id = {coded}.article_id WHERE removed = 0 AND {where}",
        params,
    )
    count, articles, coders = row or (0, 0, 0)
    return {f"{table}s": int(count), "articles": int(articles), "coders": int(coders)}


def _twins(store: Store, label_id: int, into: int) -> int:
    visible = "AND EXISTS (SELECT 1 FROM article WHERE article.id = gone.article_id AND removed = 0)"
    return int(store.value(f"SELECT count(*) {TWINS} {visible}", (into, label_id)))
