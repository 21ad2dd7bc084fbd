from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from corpus.store import Store
from desktop.token_service import TokenService
from labels.token import Tokens
from labels.tokens import Tokenizer

TEXT = "Omar's convoy left Hama-by-the-river (quietly)."


@pytest.fixture
def service(qapp: object) -> Iterator[TokenService]:
    service = TokenService()
    yield service
    service.stop()


def words(service: TokenService, text: str) -> list[str]:
    """The tokens of a text as the service gives them now."""
    tokens = service.tokens(text)
    assert tokens is not None
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


def test_without_a_project_there_are_no_tokens(service: TokenService) -> None:
    assert service.tokens(TEXT) is None


def test_unseen_words_are_cut_roughly_at_once_and_exactly_a_moment_later(
    service: TokenService, store: Store, qtbot: QtBot
) -> None:
    service.use(store)
    with qtbot.waitSignal(service.learned, timeout=30_000):
        rough = words(service, TEXT)

    assert rough[:3] == ["Omar", "'", "s"]
    assert words(service, TEXT)[:2] == ["Omar", "'s"]


def test_what_was_learned_is_known_at_once_the_next_time(
    service: TokenService, store: Store, project_path: Path, qtbot: QtBot
) -> None:
    service.use(store)
    with qtbot.waitSignal(service.learned, timeout=30_000):
        service.tokens(TEXT)
    service.stop()
    with Store.open(project_path) as again:
        other = TokenService()
        other.use(again)

        assert words(other, TEXT)[:2] == ["Omar", "'s"]
        assert other._process is None


def test_the_text_asked_for_last_is_the_one_that_is_learned(service: TokenService, store: Store, qtbot: QtBot) -> None:
    service.use(store)
    with qtbot.waitSignal(service.learned, timeout=30_000):
        service.tokens(TEXT)
        service.tokens("Didn't they?")

    assert words(service, "Didn't they?")[:2] == ["Did", "n't"]


def test_an_answer_to_one_project_never_goes_into_another(
    service: TokenService, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    with Store.create(tmp_path / "other.dateline") as other:
        service.use(store)
        service.tokens(TEXT)
        service.use(other)
        with qtbot.waitSignal(service.learned, timeout=30_000):
            service.tokens("Didn't they?")

        assert words(service, "Didn't they?")[:2] == ["Did", "n't"]
        assert other.value("SELECT count(*) FROM piece WHERE text LIKE '%river%'") == 0


def test_a_child_that_dies_is_told_once_and_words_are_cut_roughly_from_then_on(
    service: TokenService, store: Store, qtbot: QtBot
) -> None:
    said: list[str] = []
    service.failed.connect(said.append)
    service.use(store)
    service.tokens(TEXT)
    assert service._process is not None
    with qtbot.waitSignal(service.failed, timeout=30_000):
        service._process.kill()
    service.tokens("Another text, don't mind.")

    assert len(said) == 1
    assert "by a simpler rule" in said[0]
    assert words(service, TEXT)[:3] == ["Omar", "'", "s"]


def test_a_child_that_cannot_be_started_is_told_in_words(
    service: TokenService, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.token_service.command", lambda name: ["/no/such/program"])
    service.use(store)
    with qtbot.waitSignal(service.failed, timeout=10_000) as said:
        rough = words(service, TEXT)

    assert "simpler rule" in said.args[0]
    assert rough[0] == "Omar"


def test_a_language_without_tokeniser_is_told_once(service: TokenService, store: Store, qtbot: QtBot) -> None:
    said: list[str] = []
    service.failed.connect(said.append)
    store.set_setting("language", "qq")
    service.use(store)
    with qtbot.waitSignal(service.failed, timeout=30_000):
        service.tokens(TEXT)
    service.tokens("Another text.")

    assert len(said) == 1
    assert not service._asked


def test_stopping_twice_is_nothing(service: TokenService) -> None:
    service.warm_up()
    service.stop()
    service.stop()


def test_a_text_that_takes_too_long_does_not_hold_up_the_next(
    service: TokenService, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service._deadline, "start", lambda: None)
    service.use(store)
    service.tokens("Something unheardofbefore.")
    service._deadline.timeout.emit()  # as if its minute had passed

    with qtbot.waitSignal(service.learned, timeout=30_000):
        service.tokens("Another unheardofthing.")


def test_a_text_that_was_just_learned_is_not_cut_again(
    service: TokenService, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.use(store)
    cut: list[str] = []
    known = Tokenizer.known

    def counted(self: Tokenizer, text: str, *, rough: bool = False) -> Tokens | None:
        cut.append(text)
        return known(self, text, rough=rough)

    def heard() -> None:
        cut.clear()
        service.tokens(TEXT)

    monkeypatch.setattr(Tokenizer, "known", counted)
    service.learned.connect(heard)
    with qtbot.waitSignal(service.learned, timeout=30_000):
        service.tokens(TEXT)

    assert cut == []
