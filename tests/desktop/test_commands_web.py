"""`dateline fetch`: addresses from the command line and from a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from corpus.article import Item, RawArticle, Refusal
from corpus.errors import UserError
from corpus.store import Store
from corpus.web import Address, Rules
from desktop.commands_web import fetch, fetch_into
from desktop.settings import Settings
from desktop.web import permission


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], Rules]]:
    """What the core was asked to fetch; it gives one article and one refusal."""
    calls: list[tuple[list[str], Rules]] = []

    def fake(addresses: list[Address], *, rules: Rules, **_: object) -> Iterator[Item]:
        calls.append(([each.url for each in addresses], rules))
        yield RawArticle("Shelling hit Hama on Friday.", title="Hama", where=addresses[0].url)
        yield Refusal("https://b.example/", "https://b.example/ is not there (404).")

    monkeypatch.setattr("corpus.web.fetch", fake)
    return calls


def test_articles_come_in_and_refusals_are_told(
    store: Store, asked: list[tuple[list[str], Rules]], capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    with pytest.raises(typer.Exit) as ended:
        fetch(store.path, ["https://a.example/1", "b.example"])
    assert ended.value.exit_code == 1
    assert asked == [(["https://a.example/1", "https://b.example/"], Rules())]
    out, err = capsys.readouterr()
    assert out == "1 article added, 1 refused.\n"
    assert err == "https://b.example/ is not there (404).\n"


def test_a_list_and_json(
    store: Store, asked: list[tuple[list[str], Rules]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store.close()
    listed = tmp_path / "addresses.txt"
    listed.write_text("\ufeffhttps://a.example/1\n\nhttps://a.example/2\n", encoding="utf-8")
    with pytest.raises(typer.Exit):
        fetch(store.path, None, listed, pages=False, most=5, as_json=True)
    assert asked == [(["https://a.example/1", "https://a.example/2"], Rules(pages=False, feed_articles=5))]
    told = json.loads(capsys.readouterr().out)
    assert told["added"] == 1
    assert told["refused"] == [{"where": "https://b.example/", "reason": "https://b.example/ is not there (404)."}]


def test_what_is_no_address_is_refused_before_anything_is_fetched(
    store: Store, asked: list[tuple[list[str], Rules]]
) -> None:
    with pytest.raises(UserError, match="“gopher” is no web address"):
        fetch_into(store.path, "https://a.example/1\ngopher", Rules(), max_text=100)
    assert asked == []


def test_no_address_at_all(store: Store) -> None:
    with pytest.raises(UserError, match="Name at least one"):
        fetch_into(store.path, " ", Rules(), max_text=100)


def test_a_list_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        fetch(store.path, None, tmp_path / "none.txt")


def test_forbidden_in_the_settings(store: Store, asked: list[tuple[list[str], Rules]]) -> None:
    permission.forbid(Settings(), forbidden=True)
    with pytest.raises(UserError, match="forbidden in the settings"):
        fetch(store.path, ["https://a.example/1"])
    assert asked == []
