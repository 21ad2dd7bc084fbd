"""Which spans fill which roles of a draft: by label, then by voice, order and distance. Offsets are code points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from labels.draft_scene import Near, Scene
from labels.role import Role
from labels.span import Span

_WRONG_SIDE, _CLAUSE, _TRIGGER, _NESTED, _MISFIT, _HINT = 70, 25, 60, 80, 100, 400  # as if so many code points away
_BOUNDARY = re.compile(r"[;:,“”]|\b(?:while|but|after|before|when|who|which|that|as|where)\b", re.I)
_ASIDE = re.compile(r"[;]|\b(?:who|which|whose|where|whom)\b|\bbefore \w+ing\b", re.I)
_SUBORDINATE = re.compile(r"\b(?:while|but|after|before|when|who|which|as|where|because)\b", re.I)
_PRONOUN = re.compile(
    r"\b(?:they|he|she|it|who|the (?:\w+ )?(?:group|fighters|rebels|army|men|gunmen|forces|attackers|troops))\b",
    re.I,
)
_BY = re.compile(r"\bby\b[^,;]*$", re.I)
_UPON = re.compile(r"\b(?:of|on|against|at)\b[^,;]*$", re.I)
_AT = re.compile(r"\b(?:in|at|near|of|on|inside|outside)(?: the)?(?: [\w’'-]+){0,3}\s*$", re.I)
_OWNER = re.compile(r"['’]s?\s")  # "Syria's fourth-largest city" is not Syria
_TOWARDS = re.compile(r"\b(?:towards?|to|from|via)(?: the)?(?: [\w’'-]+)?\s*$", re.I)
_DEFINITE = re.compile(
    r"\bthe (?:\w+ )?(?:city|town|village|province|area|district|camp|crossing|base|prison|neighbou?rhood)\b", re.I
)
_REACH, _FAR_REACH = 2, 6  # sentences back: for anything, and for what "the city" may mean
_JOINED = re.compile(
    r"\s*(?:,|;|/|&|\+|and|or|,\s*and|as well as|et|y|e|и|و|،)\s*(?:(?:the|an?|in|on|at|two|three|both|other|also"
    r"|allied|against|of|de|la|le|les|el)\s+){0,2}(?:\w+\s+)?",
    re.I,
)
_AND = re.compile(r"\b(?:and|or|et|y|e|и)\b|[&+/;]|\bو", re.I)
_MUTUAL = re.compile(r"clash|fight|fought|battle|exchang|talk|meet|met\b|agree|sign|truce|ceasefire|swap", re.I)
_PAIR = ("actor", "target")
# How a parser calls the one who acts and the one acted upon; a parser is any function that fits `Parser`.
_ACTS = frozenset(("nsubj", "agent", "csubj"))
_SUFFERS = frozenset(("nsubjpass", "nsubj:pass", "dobj", "obj", "iobj"))


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """One word of a parsed sentence: its range in it, the number of the word it hangs on, and how ("nsubj")."""

    start: int
    end: int
    head: int
    dependency: str


Parser = Callable[[str], Sequence[ParsedWord]]


@dataclass(frozen=True, slots=True)
class Filling:
    """A span that fills a role; `where` says so when it is not of the trigger's own sentence."""

    role: Role
    span: Span
    where: str = ""


def fill(scene: Scene, roles: Sequence[Role], *, parser: Parser | None = None) -> list[Filling]:
    """Return which spans fill which roles, in the order of roles; a span fills one role of the event at most."""
    roles = _claimed(roles)
    hints = _hints(scene, parser) if parser else {}
    chosen = _of_sentence(scene, roles, hints)
    weapon = any(each.role.slot == "weapon" and each.span.end <= scene.start for one in chosen.values() for each in one)
    for role in roles:
        if role.id not in chosen and (near := _of_neighbours(scene, role, _used(chosen), weapon=weapon)):
            chosen[role.id] = [near]
    for role in roles:
        if role.many and role.id in chosen:
            chosen[role.id] = _with_joined(scene, role, chosen[role.id], _used(chosen))
    return [filling for role in roles for filling in chosen.get(role.id, ())]


def _claimed(roles: Sequence[Role]) -> list[Role]:
    """Leave each role the labels that are its own to draft from.

    Of roles that share a label, the one with a column comes before those without ("deaths", not "deaths of side A"),
    and the first of a column before its others. Actor and target may share: voice and order tell them apart.
    """
    by_slot: dict[str, set[int]] = {}
    left: dict[int, Role] = {}
    for role in sorted(roles, key=lambda role: not role.slot):
        taken = by_slot.get(role.slot, set()) if role.slot else set().union(*by_slot.values())
        left[role.id] = replace(role, labels=tuple(label for label in role.labels if label not in taken))
        by_slot.setdefault(role.slot, set()).update(role.labels)
    return [left[role.id] for role in roles]


def _used(chosen: dict[int, list[Filling]]) -> set[int]:
    return {filling.span.id for fillings in chosen.values() for filling in fillings}


def _of_sentence(scene: Scene, roles: Sequence[Role], hints: dict[int, str]) -> dict[int, list[Filling]]:
    """Give each role its best span of the sentence, the surest pairs first."""
    own = scene.within(scene.sentence)
    pairs = [
        (_distance(scene, role, span, roles, hints), number, span.start, role, span)
        for number, role in enumerate(roles)
        for span in own
        if span.label_id in role.labels and _may(scene, role, span, roles, hints)
    ]
    chosen: dict[int, list[Filling]] = {}
    used: set[int] = set()
    for _, _, _, role, span in sorted(pairs, key=lambda pair: pair[:3]):
        if role.id not in chosen and span.id not in used:
            chosen[role.id] = [Filling(role, span)]
            used.add(span.id)
    return chosen


def _may(scene: Scene, role: Role, span: Span, roles: Sequence[Role], hints: dict[int, str]) -> bool:
    """Whether a span can be meant at all."""
    gap = _gap(scene, span)
    if role.kind == "date" and _ASIDE.search(gap):
        return False  # "..., which were rebel strongholds from 2011 onwards"
    if role.slot not in _PAIR or hints.get(span.id) == role.slot:
        return True
    after = span.start >= scene.end
    if role.slot == "target" and after and scene.triggers_between(scene.end, span.start):
        return False  # it belongs to the later trigger: "captured Hama and freed prisoners"
    both = all(any(span.label_id in other.labels for other in roles if other.slot == slot) for slot in _PAIR)
    if not both or not scene.trigger or _MUTUAL.search(scene.trigger.surface):
        return True
    return not _wrong_side(scene, role, span) and not (after and _SUBORDINATE.search(gap))


def _distance(scene: Scene, role: Role, span: Span, roles: Sequence[Role], hints: dict[int, str]) -> int:
    """Return how far a span is from being meant: code points, and what stands in between turned into code points."""
    gap = _gap(scene, span)
    far = len(gap) + _CLAUSE * len(_BOUNDARY.findall(gap))
    far += _TRIGGER * scene.triggers_between(min(scene.end, span.end), max(scene.start, span.start))
    kind = scene.kinds.get(span.label_id, "")
    if role.slot in _PAIR:
        far += _WRONG_SIDE * _wrong_side(scene, role, span)
        far += _MISFIT * (kind not in ("actor", "other"))
        if hint := hints.get(span.id):
            far += -_HINT if hint == role.slot else _HINT
    elif role.kind == "place":
        far += _NESTED * _is_aside(scene, span)
        far -= 10 * bool(_AT.search(scene.text, max(scene.sentence[0], span.start - 40), span.start))
    return far


def _is_aside(scene: Scene, span: Span) -> bool:
    """Whether a place only describes something else: an owner, a direction, a part of a name."""
    owner = _OWNER.match(scene.text, span.end)
    return bool(owner or _TOWARDS.search(scene.text, max(0, span.start - 30), span.start)) or _is_nested(scene, span)


def _wrong_side(scene: Scene, role: Role, span: Span) -> bool:
    """Whether voice and order speak against a span in the role of actor or target."""
    after = span.start >= scene.end
    gap = _gap(scene, span) if after else ""
    if scene.voice == "active":
        return after == (role.slot == "actor")
    if scene.voice == "noun":
        by, upon = bool(_BY.search(gap)), bool(_UPON.search(gap)) and not _BY.search(gap)
        return (upon or (after and not by)) if role.slot == "actor" else not upon
    by = after and bool(_BY.search(gap))
    return not by if role.slot == "actor" else by or after


def _gap(scene: Scene, span: Span) -> str:
    if span.start >= scene.end:
        return scene.text[scene.end : span.start]
    return scene.text[span.end : scene.start] if span.end <= scene.start else ""


def _is_nested(scene: Scene, span: Span) -> bool:
    around = scene.within((max(0, span.start - 80), span.end + 80))
    return any(other.start <= span.start and span.end <= other.end and other.range != span.range for other in around)


def _of_neighbours(scene: Scene, role: Role, used: set[int], *, weapon: bool) -> Filling | None:
    """Look into the sentences around for a role that is still empty; at last, for a place, into the dateline.

    Args:
        weapon: a weapon stands where the subject would be.
    """
    if role.kind not in ("place", "date") and role.slot not in ("actor", "source"):
        return None
    if role.slot == "actor" and (scene.voice == "passive" or weapon):
        return None  # who did it was left out on purpose: "was killed", "a rocket hit"
    definite = role.kind == "place" and _DEFINITE.search(scene.text, *scene.sentence)
    for near in scene.around:
        if not _in_reach(scene, near, role, _FAR_REACH if definite else _REACH):
            continue
        found = [span for span in scene.within(near.bounds) if span.label_id in role.labels and span.id not in used]
        if role.kind == "place":
            found = [span for span in found if not _is_aside(scene, span)] or found
        if found:
            # Subjects and main places come first; of times, the one next to the trigger counts.
            return Filling(role, found[-1] if role.kind == "date" and near.before else found[0], near.said)
    if role.kind == "place":
        filed = [span for span in scene.filed if span.label_id in role.labels]
        return Filling(role, filed[0], "the dateline") if filed else None
    return None


def _in_reach(scene: Scene, near: Near, role: Role, reach: int) -> bool:
    """Whether a role may look into a sentence: what comes after and other paragraphs only help in some cases."""
    if not near.before:
        return near.same and (role.kind == "place" or role.slot == "source")
    if role.slot == "actor":
        meant = _PRONOUN.search(scene.text, scene.sentence[0], scene.start)
        return near.steps <= (_REACH if meant else 1) and (near.same or bool(meant))
    if role.slot == "source":
        return near.same and near.steps <= reach
    return near.steps <= (1 if role.kind == "date" and not near.same else reach)


def _with_joined(scene: Scene, role: Role, fillings: list[Filling], used: set[int]) -> list[Filling]:
    """Add the spans that commas and "and" join to a role's first."""
    where, spans = fillings[0].where, [fillings[0].span]
    others = [span for span in scene.spans if span.label_id in role.labels and span.id not in used]
    # A span in front of what is there is found from the back, one behind it from the front.
    for span in sorted((span for span in others if span.end <= spans[0].start), key=lambda span: -span.end):
        if _are_joined(scene, span, spans[0]):
            spans.insert(0, span)
    for span in others:
        if span.start >= spans[-1].end and _are_joined(scene, spans[-1], span):
            spans.append(span)
    between = (scene.text[left.end : right.start] for left, right in pairwise(spans))
    if role.kind == "place" and not any(_AND.search(gap) for gap in between):
        return fillings  # "Homs, Syria" is one place
    return [Filling(role, span, where) for span in spans]


def _are_joined(scene: Scene, left: Span, right: Span) -> bool:
    if scene.triggers_between(left.end, right.start) or left.end <= scene.start < right.start:
        return False  # "killed traders and burned stores"
    return bool(_JOINED.fullmatch(scene.text, left.end, right.start) and not _OWNER.match(scene.text, right.end))


def _hints(scene: Scene, parser: Parser) -> dict[int, str]:
    """Return which spans the parser takes for actor and target of the trigger."""
    offset = scene.sentence[0]
    words = parser(scene.text[offset : scene.sentence[1]])
    own = {at for at, word in enumerate(words) if scene.start <= offset + word.start < scene.end}
    found: dict[int, str] = {}
    for span in scene.within(scene.sentence):
        at = _head_of(words, span.start - offset, span.end - offset)
        if at is not None and (slot := _slot(words, at, own)):
            found[span.id] = slot
    return found


def _head_of(words: Sequence[ParsedWord], start: int, end: int) -> int | None:
    """Return the word of a range that hangs on a word outside it."""
    inside = [at for at, word in enumerate(words) if start <= word.start < end]
    return next((at for at in inside if words[at].head not in inside or words[at].head == at), None)


def _slot(words: Sequence[ParsedWord], at: int, own: Iterable[int]) -> str:
    for _ in range(6):  # "by", "and" and the like lie between
        word = words[at]
        if word.head in own:
            return "actor" if word.dependency in _ACTS else "target" if word.dependency in _SUFFERS else ""
        if word.dependency not in ("conj", "pobj", "compound", "appos", "prep", "nmod") or word.head == at:
            return ""
        at = word.head
    return ""
