"""Our tokens are spaCy's tokens, and are remembered."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.child import command
from corpus.errors import UserError
from corpus.store import Store
from labels import tokens_worker
from labels.tokens import Tokenizer, snap, word_tokens

NASTY = [
    "",
    " ",
    "\n",
    "  two blanks  before  and after  ",
    " \n mixed \t\n white\u00a0space \u2009here\x1c ",
    "He can't, won't: U.S.-led raid at 10 a.m., see https://news.example/a?b=c#d).",
    "'' quoted'' :) 8-) ) :( ( line):  x''",
    "EE. UU. dijo, EE.\nUU.",
    "في ب. م كانت حماة، والرستن؛ 12كم",
    "В т.ч. в н.в. и т.д. д-р биол. наук",
    "👨‍👩‍👧 in Hama🔥!!  cafe\u0301 🇸🇾",
    "x" * 250 + " http://" + "a/b." * 90 + "!",
    "Jan .) Mt . Mt.",
    "北京是中国的首都。 新华社\n报道",
    "\u200bzero\u200bwidth \ufeffmark",
]
SIGNS = ["a", "can't", "''", "):", ":", "(", "8", ")", " ", " ", "\n", ".", "U.S.", "\u00a0", "EE.", "UU.", "-", "'s"]
SIGNS += ["😀", "10", "km", "ب.", "م", "_", "в", "т.ч.", "http://a.b", "...", "\t", "x" * 120]
texts = st.one_of(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join), st.text(max_size=40))


@lru_cache
def spacy_tokenizer(lang: str) -> Callable[[str], Any]:
    import spacy

    tokenizer: Callable[[str], Any] = spacy.blank(lang).tokenizer
    return tokenizer


@lru_cache
def our_tokenizer(lang: str) -> Tokenizer:
    return Tokenizer(None, lang)


def spacy_tokens(lang: str, text: str) -> list[tuple[int, int, bool]]:
    return [(token.idx, token.idx + len(token), token.is_space) for token in spacy_tokenizer(lang)(text)]


def our_tokens(tokenizer: Tokenizer, text: str) -> list[tuple[int, int, bool]]:
    tokens = tokenizer.boundaries(text)
    return list(zip(tokens.starts, tokens.ends, map(bool, tokens.white), strict=True))


@pytest.mark.parametrize("lang", ["en", "ar", "es", "ru", "xx", "zh"])
@pytest.mark.parametrize("text", NASTY)
def test_tokens_are_those_of_spacy(lang: str, text: str) -> None:
    assert our_tokens(our_tokenizer(lang), text) == spacy_tokens(lang, text)


@given(text=texts, lang=st.sampled_from(["en", "ar", "es"]))
@settings(max_examples=150)
def test_tokens_of_any_text_are_those_of_spacy(text: str, lang: str) -> None:
    assert our_tokens(our_tokenizer(lang), text) == spacy_tokens(lang, text)


@given(text=texts)
@settings(max_examples=80)
def test_a_snapped_range_fits_spacys_tokens(text: str) -> None:
    tokens = our_tokenizer("en").boundaries(text)
    doc = spacy_tokenizer("en")(text)
    for start in range(0, len(text), 3):
        snapped = snap(tokens, start, min(start + 4, len(text)))
        if snapped:
            span = doc.char_span(*snapped)
            assert span is not None
            assert not span[0].is_space
            assert not span[-1].is_space


def test_what_was_learnt_is_known_without_spacy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Rebels can't hold Rastan.\n\nSee ''this'' :) https://a.example"
    learnt = Tokenizer(store).boundaries(text)
    monkeypatch.setitem(sys.modules, "labels.tokens_spacy", None)
    assert Tokenizer(store).known(text) == learnt


def test_what_was_learnt_is_recalled_in_one_go_unless_it_is_too_much(store: Store) -> None:
    Tokenizer(store).boundaries("He can't.")
    some, none = Tokenizer(store), Tokenizer(store)
    assert (some.recall(most=100), none.recall(most=1)) == (True, False)
    assert (some.held > 2, none.held) == (True, 0)
    assert some.ends_of(["can't."]) == none.ends_of(["can't."]) != {}


def test_an_unseen_piece_is_not_known(store: Store) -> None:
    Tokenizer(store).boundaries("Rastan fell")
    assert Tokenizer(store).known("Rastan held") is None


def test_rough_tokens_stand_in_for_unseen_pieces_only(store: Store) -> None:
    Tokenizer(store).boundaries("can't say")
    tokens = Tokenizer(store).known("can't say whether,maybe", rough=True)
    assert tokens
    assert word_tokens(tokens) == [(0, 2), (2, 5), (6, 9), (10, 17), (17, 18), (18, 23)]


def test_rough_tokens_need_nothing_learnt(store: Store) -> None:
    tokens = Tokenizer(store).known("Hama, " + "y" * 300, rough=True)
    assert tokens
    assert word_tokens(tokens) == [(0, 4), (4, 5), (6, 306)]


def test_another_language_is_learnt_apart(store: Store) -> None:
    Tokenizer(store, "en").boundaries("Hama")
    assert Tokenizer(store, "de").known("Hama") is None


def test_the_projects_language_is_used(store: Store) -> None:
    store.set_setting("language", "ar")
    assert Tokenizer(store).lang == "ar"


def test_a_damaged_piece_is_learnt_again(store: Store) -> None:
    right = Tokenizer(store).boundaries("Hama fell")
    with store.transaction():
        store.db.execute("UPDATE piece SET ends = x'FF' WHERE text = 'Hama'")
    assert Tokenizer(store).known("Hama fell") is None
    assert Tokenizer(store).boundaries("Hama fell") == right


def test_damaged_facts_are_learnt_again(store: Store) -> None:
    right = Tokenizer(store).boundaries("Hama fell")
    with store.transaction():
        store.db.execute("UPDATE piece SET ends = x'FF' WHERE text = ' facts'")
    assert Tokenizer(store).boundaries("Hama fell") == right


def test_a_read_only_project_is_served_from_memory(store: Store) -> None:
    reader = Store.open(store.path, read_only=True)
    tokenizer = Tokenizer(reader)
    assert len(tokenizer.boundaries("Hama fell")) == 2
    assert tokenizer.known("Hama fell") is not None
    reader.close()
    assert store.value("SELECT count(*) FROM piece") == 0


def test_an_unknown_language_is_one_sentence() -> None:
    with pytest.raises(UserError, match="cannot split text in the language 'qq'"):
        Tokenizer(None, "qq").boundaries("Hama")


@pytest.mark.parametrize("text", NASTY)
def test_the_childs_answers_make_a_text_known(text: str) -> None:
    from labels.tokens_spacy import Splitter

    tokenizer, splitter = Tokenizer(None, "en"), lru_cache(Splitter)
    rounds = 0
    while (request := tokenizer.request(text)) is not None:
        tokenizer.accept(request, json.loads(tokens_worker.answer(json.dumps(request), splitter)))
        rounds += 1
    assert tokenizer.known(text) == our_tokenizer("en").boundaries(text)
    assert rounds <= 2


def test_the_child_runs_by_itself() -> None:
    requests = [{"lang": "en", "pieces": ["can't", "Hama"]}, {"lang": "qq", "pieces": []}]
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    found = subprocess.run(command("tokens"), input=lines, text=True, capture_output=True, check=True, timeout=60)
    first, second = map(json.loads, found.stdout.splitlines())
    assert first == {"ends": [[2, 5], [4]]}
    assert "language 'qq'" in second["error"]


def test_the_childs_refusal_is_passed_on() -> None:
    with pytest.raises(UserError, match="no such language"):
        Tokenizer(None, "en").accept({"pieces": [], "texts": []}, {"error": "There is no such language."})


def test_knowing_tokens_does_not_load_spacy(store: Store, project_path: Path) -> None:
    Tokenizer(store).boundaries("Hama fell")
    script = (
        "import sys; from corpus.store import Store; from labels.tokens import Tokenizer; "
        f"assert Tokenizer(Store.open({str(project_path)!r})).known('Hama fell'); "
        "assert 'spacy' not in sys.modules"
    )
    root = Path(tokens_worker.__file__).parent.parent
    subprocess.run([sys.executable, "-c", script], check=True, cwd=root, timeout=60)


@pytest.mark.parametrize("hostile", ['en"\n[x]\n@readers = "evil.v1', "../en", "", "en en"])
def test_a_language_that_cannot_be_one_never_reaches_a_configuration(store: Store, hostile: str) -> None:
    store.set_setting("language", hostile)
    assert Tokenizer(store).lang == "en"
