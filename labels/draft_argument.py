"""What fills one role: the words, and what they mean by the role's kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from corpus.article import Article
from corpus.errors import UserError
from labels.event import ArgumentDraft
from labels.resolve import dates, numbers
from labels.resolver import PlaceGuess, Resolver
from labels.role import Role
from labels.span import Span

_NEAR = re.compile(
    r"\b(?:near|outside|beside|around|close to|countryside of|suburbs of|outskirts of"
    r"|(?:north|south|east|west)(?:east|west)?(?:ern)? of"
    r"|(?:kilomet(?:re|er)s|km|miles) from)(?: the)?(?: \w+ of)?\s+$",
    re.IGNORECASE,
)
_BEFORE = 40  # code points before a place in which "near" may stand

Evidence = Span | tuple[int, int] | None


def argument(
    role: Role,
    evidence: Evidence,
    text: str = "",
    *,
    article: Article,
    resolver: Resolver,
    context: str = "",
    ahead: bool = False,
    on: str = "",
    near: Sequence[str] = (),
) -> ArgumentDraft:
    """Return a role filled with a span, a range (code points) or typed words, resolved as far as they can be.

    Never raises: where a date needs the publication date, the value's ``asks`` says so, and the words are kept.

    Args:
        text: what was typed, where there is no evidence; the words of the evidence are taken from the article.
        context: the ISO day that the text spoke of before, for "two days later".
        ahead: the event is still to come.
        on: the ISO day of the event, for actors that had another name or parent then.
        near: other places that the article names, the nearest first.
    """
    start, end = evidence.range if isinstance(evidence, Span) else evidence or (None, None)
    words = article.text[start:end] if start is not None and end is not None else text.strip()
    draft = ArgumentDraft(role.id, words, start, end, evidence.id if isinstance(evidence, Span) else None)
    match role.kind:
        case "date":
            return _with(draft, _date(words, article, context=context, ahead=ahead, typed=start is None))
        case "number":
            number = numbers.resolve(words, language=article.language or "en")
            return _with(draft, number.as_value() if number else {})
        case "place":
            return _place(draft, resolver.place(words, near=near), article.text)
        case "actor":
            return _with(draft, {}, entity_id=resolver.actor(words, on=on))
        case "code":
            code = code_of(role, words)
            return _with(draft, {"code": code} if code else {})
    return draft


def code_of(role: Role, words: str) -> str:
    """Return the code of a role's list that words name, by the code itself or by its meaning; "" for none."""
    wanted = _folded(words)
    meanings = [(code, _folded(meaning)) for code, meaning in role.codes]
    for code, meaning in meanings:
        if wanted in (_folded(code), meaning):
            return code
    if len(wanted) < 3:
        return ""
    within = [(len(meaning), code) for code, meaning in meanings if _holds(wanted, meaning) or _holds(meaning, wanted)]
    return min(within)[1] if within else ""


def _date(words: str, article: Article, *, context: str, ahead: bool, typed: bool) -> dict[str, Any]:
    language = article.language or "en"
    try:
        if typed:
            return dates.parse_typed(words, article.published, language=language).as_value()
        found = dates.resolve(words, published=article.published, language=language, context=context, ahead=ahead)
    except UserError as error:
        return {"asks": str(error)}
    return found.as_value() if found else {}


def _place(draft: ArgumentDraft, guess: PlaceGuess | None, text: str) -> ArgumentDraft:
    precision = guess.precision if guess else ""
    if (
        draft.start is not None
        and precision in ("", "exact")
        and _NEAR.search(text, max(0, draft.start - _BEFORE), draft.start)
    ):
        precision = "near"
    value = {**(guess.value if guess else {}), **({"precision": precision} if precision else {})}
    return _with(draft, value, place_id=guess.place_id if guess else None)


def _with(
    draft: ArgumentDraft, value: dict[str, Any], *, entity_id: int | None = None, place_id: int | None = None
) -> ArgumentDraft:
    ends = (draft.role_id, draft.text, draft.start, draft.end, draft.span_id)
    return ArgumentDraft(*ends, value=value, entity_id=entity_id, place_id=place_id)


def _folded(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def _holds(outer: str, inner: str) -> bool:
    return bool(inner) and f" {inner} " in f" {outer} "
