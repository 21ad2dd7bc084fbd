import re

import pytest

from corpus import uid


def test_an_identifier_is_32_hexadecimal_digits() -> None:
    assert re.fullmatch("[0-9a-f]{32}", uid.new_uid())


def test_identifiers_never_repeat() -> None:
    many = [*uid.new_uids(100_000), *uid.new_uids(100_000), *(uid.new_uid() for _ in range(10_000))]
    assert len(set(many)) == len(many)


def test_identifiers_made_together_grow() -> None:
    many = uid.new_uids(1000)
    assert many == sorted(many)


def test_identifiers_grow_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_700_000_000_000_000_000)
    earlier = uid.new_uids(70_000)
    monkeypatch.setattr("time.time_ns", lambda: 1_700_000_000_001_000_000)
    assert earlier[-1] < uid.new_uid()


def test_none_are_made_when_none_are_wanted() -> None:
    assert uid.new_uids(0) == []


def test_times_are_utc_with_seconds() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", uid.now())
