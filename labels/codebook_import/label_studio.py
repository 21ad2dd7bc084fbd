"""Label Studio's labelling configuration: labels of text, choices, taxonomies and names of relations.

`<Labels>` become labels, with their colours darkened till they can be read on white. A relation's name becomes a role,
since it is what joins an event's words to another span. `<Choices>` become a role with codes, a `<Taxonomy>` becomes
event types. What is for pictures, sound or video is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from corpus.errors import UserError
from labels import codebook_rules
from labels.codebook_draft import Codebook, LabelDraft, RoleDraft, TypeDraft
from labels.codebook_import import guesses

DEEPEST = 40  # tags within one another
_OF_TEXT = frozenset({"labels", "hypertextlabels", "paragraphlabels"})
_COLOURS = {
    "red": "#ff0000", "green": "#008000", "blue": "#0000ff", "orange": "#ffa500", "purple": "#800080",
    "yellow": "#ffff00", "brown": "#a52a2a", "pink": "#ffc0cb", "gray": "#808080", "grey": "#808080",
    "black": "#000000", "cyan": "#00ffff", "magenta": "#ff00ff", "teal": "#008080", "navy": "#000080",
    "maroon": "#800000", "olive": "#808000", "lime": "#00ff00", "gold": "#ffd700", "violet": "#ee82ee",
    "indigo": "#4b0082", "darkorange": "#ff8c00", "darkgreen": "#006400", "darkblue": "#00008b", "salmon": "#fa8072",
}  # fmt: skip


@dataclass(slots=True)
class _Tag:
    """An element of the configuration; its name is in lower case."""

    name: str
    values: dict[str, str]
    inside: list[_Tag] = field(default_factory=list)

    def all(self) -> Iterator[_Tag]:
        """Yield the tag and all within it."""
        yield self
        for tag in self.inside:
            yield from tag.all()


def parse(raw: str, *, where: str) -> Codebook:
    """Read a labelling configuration; `where` names it in errors.

    Raises:
        UserError: it is not well-formed XML, declares entities, or labels no text.
    """
    tags = list(_read(raw, where).all())
    labels = guesses.finished_labels(_labels(tags))
    if not labels:
        raise UserError(f"{where} has no <Labels> for text; choose the labelling configuration of a text project.")
    roles = _unique([*_relations(tags, labels), *_choices(tags)])
    book = Codebook(
        id="label_studio",
        name="Imported from Label Studio",
        version="1.0",
        description="Made from a labelling configuration of Label Studio; write down when each label applies.",
        labels=labels,
        event_types=tuple(_types(tags)),
        roles=roles,
    )
    return codebook_rules.whole(book, where=where)


def _read(raw: str, where: str) -> _Tag:
    """Return the outermost tag. A document type is refused, so no entity is ever expanded and nothing is fetched."""
    root = _Tag("", {})
    line = [root]

    def start(name: str, values: dict[str, str]) -> None:
        if len(line) > DEEPEST:
            raise UserError(f"{where} holds tags more than {DEEPEST} deep; no labelling configuration does.")
        line.append(_Tag(name.lower(), values))
        line[-2].inside.append(line[-1])

    def end(_name: str) -> None:
        line.pop()

    def doctype(*_what: object) -> None:
        raise UserError(f"{where} declares a document type, which a labelling configuration does not need; remove it.")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError) as error:
        raise UserError(f"{where} is not a labelling configuration: {error}.") from error
    return root


def _labels(tags: list[_Tag]) -> Iterator[LabelDraft]:
    for block in (tag for tag in tags if tag.name in _OF_TEXT):
        for tag in (each for each in block.all() if each.name == "label"):
            name = guesses.clear_name(tag.values.get("value", ""), most=60)
            colour = tag.values.get("background", "").strip().lower()
            if name:
                yield guesses.label(
                    name,
                    key=tag.values.get("hotkey", ""),
                    colour=_COLOURS.get(colour, colour),
                    definition=tag.values.get("hint", ""),
                )


def _relations(tags: list[_Tag], labels: tuple[LabelDraft, ...]) -> Iterator[RoleDraft]:
    for tag in tags:
        name = guesses.clear_name(tag.values.get("value", ""), most=60)
        if tag.name == "relation" and name:
            role = guesses.role(name, labels, many=True, required=False)
            yield replace(role, labels=guesses.fitting(role.kind, labels))


def _choices(tags: list[_Tag]) -> Iterator[RoleDraft]:
    for block in (tag for tag in tags if tag.name == "choices"):
        names = [tag.values.get("value", "").strip() for tag in block.all() if tag.name == "choice"]
        codes = tuple((name, name) for name in dict.fromkeys(names) if name)
        name = guesses.clear_name(block.values.get("name", ""), most=60)
        if codes and name:
            many = block.values.get("choice", "").startswith("multiple")
            yield RoleDraft(name, "code", many=many, required=block.values.get("required") == "true", codes=codes)


def _unique(roles: list[RoleDraft]) -> tuple[RoleDraft, ...]:
    named: dict[str, RoleDraft] = {}
    for role in roles:
        named.setdefault(role.name.casefold(), role)
    return tuple(named.values())


def _types(tags: list[_Tag]) -> Iterator[TypeDraft]:
    paths: set[str] = set()
    waiting = [(tag, "") for block in tags if block.name == "taxonomy" for tag in block.inside][::-1]
    while waiting:
        tag, parent = waiting.pop()
        name = guesses.clear_name(tag.values.get("value", ""), most=80)
        if tag.name != "choice" or not name:
            continue
        draft = TypeDraft(name, parent=parent, code=tag.values.get("alias", ""))
        if draft.path.casefold() not in paths:
            paths.add(draft.path.casefold())
            yield draft
        waiting += [(child, draft.path) for child in reversed(tag.inside)]
