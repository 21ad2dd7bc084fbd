"""Which event type a trigger word suggests: what the desk chose before, else the codebook's trigger words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.store import Store
from labels.event_type import EventType

_RECENT = 5000  # events looked back over, so that a full project answers in milliseconds
_IRREGULAR = {
    **{"fought": "fight", "shot": "shoot", "took": "take", "taken": "take", "struck": "strike", "fled": "flee"},
    **{"held": "hold", "overran": "overrun", "withdrew": "withdraw", "withdrawn": "withdraw", "broke": "break"},
    **{"broken": "break", "blew": "blow", "blown": "blow", "fell": "fall", "fallen": "fall", "left": "leave"},
    **{"met": "meet", "drove": "drive", "driven": "drive", "stole": "steal", "stolen": "steal", "beat": "beat"},
    **{"beaten": "beat", "retook": "retake", "retaken": "retake", "freed": "free", "slain": "slay", "died": "die"},
    **{
        "burnt": "burn",
        "sank": "sink",
        "sunk": "sink",
        "threw": "throw",
        "thrown": "throw",
        "won": "win",
        "lost": "lose",
    },
    **{"dug": "dig", "sent": "send", "gave": "give", "given": "give", "hung": "hang", "led": "lead", "swept": "sweep"},
}
_WORD = re.compile(r"[\w'’]+(?:-\w+)*")


def type_from_words(types: Iterable[EventType], words: str) -> int | None:
    """Return the id of the type whose trigger words fit best, None for none.

    Endings do not matter (shelled, shelling, shells). The longest words win ("drone strike" over "strike"), then words
    that are the whole trigger, then the deeper type.
    """
    stems = _stems(words)
    found = [
        (len(run), len(run) == len(stems), kind.depth, len(word), -kind.position, kind.id)
        for kind in types
        if not kind.retired
        for word in kind.words
        if (run := _stems(word)) and _contains(stems, run)
    ]
    return max(found)[-1] if found else None


def past_types(store: Store, words: str) -> tuple[int, ...]:
    """Return the types that the desk lately gave to events with this very trigger, the most frequent first."""
    found = store.rows(
        "SELECT recent.event_type_id "
        "FROM (SELECT id, event_type_id, trigger_span_id FROM event ORDER BY id DESC LIMIT ?) AS recent "
        "JOIN span ON span.id = recent.trigger_span_id JOIN event_type ON event_type.id = recent.event_type_id "
        "WHERE span.surface = ? COLLATE NOCASE AND event_type.retired = 0 "
        "GROUP BY recent.event_type_id ORDER BY count(*) DESC, max(recent.id) DESC",
        (_RECENT, words),
    )
    return tuple(int(row[0]) for row in found)


def type_guesser(store: Store, types: Iterable[EventType]) -> Callable[[str], int | None]:
    """Return a function that guesses the type of a trigger: the desk's own past choice, else the codebook's words."""
    known = tuple(types)

    def guess(words: str) -> int | None:
        return next(iter(past_types(store, words)), None) or type_from_words(known, words)

    return guess


def _stems(words: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(words.casefold())]


def _stem(word: str) -> str:
    """Return a word without its ending: captured, captures and capturing are one."""
    word = _IRREGULAR.get(word.removesuffix("'s").removesuffix("’s"), word.removesuffix("'s").removesuffix("’s"))
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _contains(stems: list[str], run: list[str]) -> bool:
    return any(stems[at : at + len(run)] == run for at in range(len(stems) - len(run) + 1))
