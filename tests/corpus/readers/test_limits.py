"""How long a file may take."""

from __future__ import annotations

from corpus.readers.limits import Limits


def test_a_small_file_is_given_what_any_file_is() -> None:
    assert Limits().allowed(0) == Limits().allowed(50_000_000) == Limits().file_seconds


def test_a_web_archive_of_two_gigabytes_may_take_hours() -> None:
    pages = 2_000_000_000 / 20_000  # as they are, packed
    assert Limits().allowed(2_000_000_000) > pages / 10  # ten pages a second


def test_who_allows_less_allows_less_of_a_large_file_too() -> None:
    assert Limits(file_seconds=6.0).allowed(100_000_000) == 12.0
