"""Names seen before, found again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from labels.training.baseline import baseline
from labels.training.scores import Found, score


def coded(text: str, *names: tuple[str, str]) -> tuple[str, list[Found]]:
    """The text with the first place of each name labelled."""
    return text, [(text.index(name), text.index(name) + len(name), label) for name, label in names]


def words(text: str, found: list[Found]) -> list[tuple[str, str]]:
    return [(text[start:end], label) for start, end, label in found]


def test_a_name_is_found_again_wherever_it_stands() -> None:
    train = [coded("Shelling hit Hama.", ("Hama", "LOCATION"))]
    assert baseline(train, ["Hama is calm. In Hama", "Homs"]) == [[(0, 4, "LOCATION"), (17, 21, "LOCATION")], []]


def test_of_several_names_the_longest_is_taken() -> None:
    # Tjong Kim Sang & De Meulder 2003: "if a phrase was part of more than one entity, the longest one".
    train = [coded("York and New York City", ("York", "PERSON"), ("New York City", "LOCATION"))]
    text = "New York City, New York"
    assert words(text, baseline(train, [text])[0]) == [("New York City", "LOCATION"), ("York", "PERSON")]


def test_a_name_of_two_labels_gets_the_one_given_most_often() -> None:
    train = [coded("Hama", ("Hama", label)) for label in ("LOCATION", "ACTOR", "LOCATION")]
    assert baseline(train, ["Hama"]) == [[(0, 4, "LOCATION")]]
    assert baseline(train[:2], ["Hama"]) == [[(0, 4, "ACTOR")]]  # as often: the first by alphabet


def test_words_that_mostly_go_without_a_label_are_no_name() -> None:
    train = [
        coded("The army moved, said the army of the army.", ("army", "ACTOR")),
        coded("Hama", ("Hama", "LOCATION")),
    ]
    assert baseline(train, ["The army in Hama"]) == [[(12, 16, "LOCATION")]]


def test_a_name_within_a_longer_one_did_not_go_without_a_label() -> None:
    text = "York, New York, New York and New York"
    names: list[Found] = [(0, 4, "PERSON"), (6, 14, "LOCATION"), (16, 24, "LOCATION"), (29, 37, "LOCATION")]
    assert baseline([(text, names)], ["York"]) == [[(0, 4, "PERSON")]]


def test_words_end_where_they_end_and_case_counts() -> None:
    train = [coded("Hama", ("Hama", "LOCATION"))]
    assert baseline(train, ["Hamas, hama, Hama-based"]) == [[(13, 17, "LOCATION")]]


def test_a_line_break_within_a_name_does_not_hide_it() -> None:
    train = [coded("Tahrir al-Sham", ("Tahrir al-Sham", "ACTOR"))]
    assert baseline(train, ["by Tahrir\nal-Sham"]) == [[(3, 17, "ACTOR")]]


def test_nothing_coded_finds_nothing() -> None:
    assert baseline([("Hama", [])], ["Hama", ""]) == [[], []]
    assert baseline([], []) == []


@given(st.lists(st.sampled_from(["Hama", "New", "York", "of", "the", "-"]), max_size=12), st.data())
def test_what_is_found_stands_in_the_text_and_never_overlaps(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    names = data.draw(st.lists(st.sampled_from(["Hama", "New York", "York", "New York of"]), unique=True))
    found = baseline([(name, [(0, len(name), "L")]) for name in names], [text])[0]
    assert all(text[start:end] in names for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_the_coding_it_learnt_from_is_found_whole_when_names_are_plain() -> None:
    train = [coded("Rebels shelled Hama and Homs.", ("Rebels", "ACTOR"), ("Hama", "LOCATION"), ("Homs", "LOCATION"))]
    assert score([train[0][1]], baseline(train, [train[0][0]])).exact.f == 1.0
