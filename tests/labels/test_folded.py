import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from labels.folded import Term, pattern, words_of

LETTERS = "aAbBéÉßſİıñÑøØǖÄ ،،.-_'’\u0301\u0640حماةإأآىيكکЙйÅåς1²٣漢\n"


def found(text: str, *terms: Term) -> list[str]:
    expression = pattern(terms)
    assert expression
    return [match.group() for match in expression.finditer(text)]


@pytest.mark.parametrize(
    ("text", "word"),
    [("HAMA", "hama"), ("Hamá", "hama"), ("Ha\u0301ma", "hama"), ("حمـاة", "حماه"), ("إدلب", "ادلب")],
)
def test_a_word_is_found_as_the_index_folds_it(text: str, word: str) -> None:
    assert found(f"In {text}, again", Term(words_of(word))) == [text]


def test_a_word_is_not_found_inside_another() -> None:
    assert found("Hamada Hama alHama Hama1 Hama_x Hama's", Term(("hama",))) == ["Hama", "Hama", "Hama"]


def test_a_beginning_takes_the_whole_word() -> None:
    assert found("Hamada and Hama", Term(("hama",), prefix=True)) == ["Hamada", "Hama"]


def test_the_words_of_a_phrase_may_be_parted_by_anything_but_letters() -> None:
    assert found("car bomb, car-bomb and car\nbomb", Term(("car", "bomb"))) == ["car bomb", "car-bomb", "car\nbomb"]


def test_the_longer_of_two_terms_wins() -> None:
    assert found("a car bomb", Term(("car",)), Term(("car", "bomb"))) == ["car bomb"]


def test_without_words_there_is_no_pattern() -> None:
    assert pattern([Term(words_of("… !"))]) is None


@given(st.text(alphabet=LETTERS, max_size=30))
def test_words_are_those_of_the_index(text: str) -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
    conn.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
    conn.execute("INSERT INTO t (x) VALUES (?)", (fold(text),))
    indexed = tuple(row[0] for row in conn.execute("SELECT term FROM v ORDER BY offset"))
    conn.close()
    assert words_of(text) == indexed
