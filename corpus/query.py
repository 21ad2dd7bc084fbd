"""The search box: free words and `field:value` terms, as one frozen query."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.article import STATUSES
from corpus.errors import UserError
from corpus.text import clean_text

_TERM = re.compile(r'(?:(source|status|before|after|label):)?("[^"]*"?|\S+)', re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_STATUS_NAMES: dict[str, str] = {"todo": "todo", "progress": "in progress", **{status: status for status in STATUSES}}


@dataclass(frozen=True, slots=True)
class Query:
    """What to list. Empty fields do not restrict.

    Attributes:
        text: words and "quoted phrases" that the title, source or text must hold.
        status: one of `STATUSES`, or ``todo`` for new and in progress.
        source: the outlet's name holds this, case apart.
        before, after: ISO dates; published on a day before (after) this one.
        label: holds at least one span with this label.
    """

    text: str = ""
    status: str = ""
    source: str = ""
    before: str = ""
    after: str = ""
    label: str = ""

    def __bool__(self) -> bool:
        return self != Query()


def parse(box: str) -> Query:
    """Return the query typed into the search box: ``Hama source:sana status:todo before:2024-12-07``."""
    words: list[str] = []
    fields: dict[str, str] = {}
    for name, value in _TERM.findall(clean_text(box)):
        plain = value.strip('"')
        if not name:
            words.append(value)
        elif name.lower() == "status":
            status = plain.lower().replace("-", " ")
            fields["status"] = _STATUS_NAMES.get(status, status)
        else:
            fields[name.lower()] = plain
    return Query(text=" ".join(words), **fields)


def with_status(query: Query, status: str) -> Query:
    """Return the query restricted to a status.

    Raises:
        UserError: there is no such status.
    """
    name = _STATUS_NAMES.get(status.lower().replace("-", " "))
    if name is None:
        raise UserError(f"{status} is not a status; use one of {', '.join(STATUSES)}, or todo.")
    return replace(query, status=name)


def match_expression(text: str) -> str:
    """Return an FTS5 expression for typed words: all of them, the last one as a prefix; "" when there are no words.

    Every word is quoted, so nothing typed can be read as query syntax; the index itself parts it, as it did the text.
    """
    values = [value for _, value in _TERM.findall(clean_text(text)) if _LETTER.search(value)]
    phrases = ['"' + value.replace('"', " ").strip() + '"' for value in values]
    closed = bool(values) and len(values[-1]) > 1 and values[-1].startswith('"') and values[-1].endswith('"')
    return " ".join(phrases) + ("*" if phrases and not closed else "")
