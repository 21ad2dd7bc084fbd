"""How much one file may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.article import MAX_TEXT

_USUAL = 50_000_000  # bytes that the slowest of our readers is through with in `file_seconds`


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. Files over them are refused, or given up with what was read so far kept.

    Attributes:
        text: code points of one article.
        seconds: without any sign of progress.
        file_seconds: that we wait for one file in all, a large one longer (see `allowed`).
        memory: bytes of address space of the child (where the system can limit it).
        file_bytes: size of one file.
        whole_bytes: size of a file that can only be read in one piece (a JSON array, a web page).
    """

    text: int = MAX_TEXT
    seconds: float = 60.0
    file_seconds: float = 600.0
    memory: int = 1 << 30
    file_bytes: int = 2 << 30
    whole_bytes: int = 200_000_000

    def allowed(self, size: int) -> float:
        """Return the seconds that we wait for a file of `size` bytes, without the time of whoever takes the articles.

        A web archive gives ten pages a second, so that an honest one of 2 GB takes hours. What stops giving signs of
        life is given up long before this, and what unpacks to more than its size allows, too.
        """
        return max(self.file_seconds, self.file_seconds * size / _USUAL)

    @property
    def line_bytes(self) -> int:
        """Size of one line of JSON: a text of six-byte escapes, with its tokens and spans."""
        return 32 * self.text + (1 << 24)

    @property
    def frame_bytes(self) -> int:
        """Size of one article on its way from the child; tokens do not travel."""
        return 8 * self.text + (1 << 24)
