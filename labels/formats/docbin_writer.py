"""Writes a .spacy file (spaCy's DocBin) from arrays, without making a Doc.

Made anew by spaCy's `DocBin.from_bytes`, the documents are the same as those of the plain way (tokenise, `char_span`,
`DocBin.add`) in text, tokens, entities, span groups and user data. Only the columns that carry coding are written;
norms and other lexical facts are made anew by whoever reads the file.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from labels.formats.docbin_spans import FittedSpans, Ints
from labels.formats.docbin_tokens import TokenBatch
from labels.formats.msgpack import (
    ARRAY,
    BYTES,
    MAP,
    head,
    packed,
    packed_array,
    packed_bytes,
    packed_number,
    packed_text,
)
from labels.formats.spacy_hash import string_ids

_Kind = TypeVar("_Kind", bound=np.generic)
SPANS_KEY = "sc"
_LEVEL = 1  # of compression: level 6 takes three times as long for files a tenth smaller
_ROWS = 500_000  # tokens turned into file rows at a time
_RECORD = np.dtype(
    [
        ("head", "S2"),
        ("id", ">u8"),
        ("kb_id", ">u8"),
        ("label", ">u8"),
        ("start", ">i4"),
        ("end", ">i4"),
        ("start_char", ">i4"),
        ("end_char", ">i4"),
    ]
)


@dataclass
class DocBinBuilder:
    """Collects articles batch by batch and writes them as one file; eight bytes a token are held until then."""

    labels: Sequence[str]
    symbols: Mapping[str, int]
    _types: list[NDArray[np.int32]] = field(default_factory=list)
    _spaces: list[NDArray[np.bool_]] = field(default_factory=list)
    _parts: list[NDArray[np.uint8]] = field(default_factory=list)
    _kinds: list[NDArray[np.uint16]] = field(default_factory=list)
    _lengths: list[NDArray[np.int32]] = field(default_factory=list)
    _groups: list[bytes] = field(default_factory=list)
    _user_data: list[bytes] = field(default_factory=list)
    _cats: list[bytes] = field(default_factory=list)

    def add(
        self,
        tokens: TokenBatch,
        entities: tuple[NDArray[np.uint8], Ints],
        fitted: FittedSpans,
        label: Ints,
        article: Ints,
        user_data: Sequence[Mapping[str, object]],
        cats: Sequence[Mapping[str, float]],
    ) -> None:
        """Take in a batch; `label` and `article` number the label and the article of each fitted span.

        Args:
            user_data: what goes into `doc.user_data` of each article, JSON-able.
            cats: what goes into its `doc.cats`.
        """
        self._types.append(tokens.types)
        self._spaces.append(tokens.spaces)
        self._parts.append(entities[0])
        self._kinds.append(entities[1].astype(np.uint16))
        self._lengths.append(tokens.counts.astype(np.int32))
        self._groups.extend(self._span_groups(tokens, fitted, label, article))
        self._user_data.extend(map(packed, user_data))
        self._cats.extend(map(packed, cats))

    def write(self, path: Path, strings: Sequence[str]) -> str:
        """Write the file and return its SHA-256; `strings` are the token strings that the types number."""
        check = hashlib.sha256()
        squeeze = zlib.compressobj(_LEVEL)
        with path.open("wb") as file:
            for part in self._message(strings):
                packed = squeeze.compress(part)
                check.update(packed)
                file.write(packed)
            packed = squeeze.flush()
            check.update(packed)
            file.write(packed)
        return check.hexdigest()

    def _span_groups(self, tokens: TokenBatch, fitted: FittedSpans, label: Ints, article: Ints) -> Iterator[bytes]:
        """Yield the packed span groups of each article: one group, with every span in it."""
        rows = np.flatnonzero(fitted.used)
        owner = article[rows]
        token_base, text_base = (np.cumsum(tokens.counts) - tokens.counts)[owner], tokens.bases[owner]
        records = np.zeros(len(rows), dtype=_RECORD)
        records["head"] = head(40, *BYTES)
        records["label"] = string_ids(self.labels, self.symbols)[label[rows]]
        records["start"] = fitted.first[rows] - token_base
        records["end"] = fitted.last[rows] + 1 - token_base
        records["start_char"] = tokens.starts[fitted.first[rows]] - text_base
        records["end_char"] = tokens.ends[fitted.last[rows]] - text_base
        counts = np.bincount(owner, minlength=len(tokens.counts)).tolist()
        packed, at = records.tobytes(), 0
        for count in counts:
            yield _packed_group(count, packed[at : at + count * _RECORD.itemsize])
            at += count * _RECORD.itemsize

    def _message(self, strings: Sequence[str]) -> Iterator[bytes]:
        """Yield the msgpack message piece by piece, as the rows of all tokens together may be large."""
        types = _joined(self._types, np.int32)
        occurs = np.zeros(len(strings), dtype=np.bool_)
        occurs[types] = True
        used = np.flatnonzero(occurs)
        words = [strings[number] for number in used.tolist()]
        numbers = np.zeros(len(strings), dtype=np.uint64)
        numbers[used] = string_ids(words, self.symbols)
        spaces, count = _joined(self._spaces, np.bool_), len(self._user_data)
        yield head(10, *MAP) + packed_text("version") + packed_text("0.1")
        yield packed_text("attrs") + packed_array(
            [packed_number(self.symbols[name]) for name in ("ORTH", "ENT_IOB", "ENT_TYPE")]
        )
        yield packed_text("tokens") + head(24 * len(types), *BYTES)
        yield from self._token_rows(types, numbers)
        yield packed_text("spaces") + packed_bytes(spaces.tobytes())
        yield packed_text("lengths") + packed_bytes(_joined(self._lengths, np.int32).astype("<i4").tobytes())
        yield packed_text("strings") + packed_array([packed_text(word) for word in sorted({*words, *self.labels})])
        yield packed_text("cats") + packed_array(self._cats)
        yield packed_text("flags") + packed_array([head(1, *MAP) + packed_text("has_unknown_spaces") + b"\xc2"] * count)
        yield packed_text("span_groups") + packed_array([packed_bytes(group) for group in self._groups])
        yield packed_text("user_data") + packed_array([packed_bytes(data) for data in self._user_data])

    def _token_rows(self, types: NDArray[np.int32], numbers: NDArray[np.uint64]) -> Iterator[bytes]:
        parts, kinds = _joined(self._parts, np.uint8), _joined(self._kinds, np.uint16)
        labels = np.append(np.zeros(1, dtype=np.uint64), string_ids(self.labels, self.symbols))
        for start in range(0, len(types), _ROWS):
            here = slice(start, start + _ROWS)
            rows = np.empty((len(types[here]), 3), dtype="<u8")
            rows[:, 0], rows[:, 1], rows[:, 2] = numbers[types[here]], parts[here], labels[kinds[here]]
            yield rows.tobytes()


_GROUP = (
    head(3, *MAP)
    + packed_text("name")
    + packed_text(SPANS_KEY)
    + packed_text("attrs")
    + head(0, *MAP)
    + packed_text("spans")
)
_GROUP_NAMES = packed_array([packed_text(SPANS_KEY)])


def _packed_group(count: int, records: bytes) -> bytes:
    return head(1, *MAP) + packed_bytes(_GROUP + head(count, *ARRAY) + records) + _GROUP_NAMES


def _joined(parts: Sequence[NDArray[_Kind]], dtype: type[_Kind]) -> NDArray[_Kind]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
