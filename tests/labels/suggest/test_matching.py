from hypothesis import given
from hypothesis import strategies as st

from corpus.store import Store
from labels.suggest.matching import Ends, Phrases, Units, fits_case, longest
from labels.tokens import Tokenizer


def _found(phrases: Phrases[int], text: str) -> list[tuple[str, str]]:
    return [(hit.phrase, text[hit.start : hit.end]) for hit in phrases.find(Units.of(text))]


def test_every_place_of_every_phrase_is_found_the_longest_first() -> None:
    phrases = Phrases([("Free Army", 1), ("Free", 2), ("Army", 3)])
    assert _found(phrases, "The Free  Army.") == [("Free Army", "Free  Army"), ("Free", "Free"), ("Army", "Army")]


def test_a_phrase_does_not_reach_over_paragraphs_or_into_words() -> None:
    phrases = Phrases([("Free Army", 1), ("Ham", 2)])
    assert _found(phrases, "Free\n\nArmy in Hama") == []


def test_signs_are_part_of_a_phrase() -> None:
    phrases = Phrases([("U.S.", 1), ("al-Assad", 2)])
    assert _found(phrases, "The U.S. and al-Assad, al Assad") == [("U.S.", "U.S."), ("al-Assad", "al-Assad")]


def test_a_phrase_that_was_dropped_is_found_no_more() -> None:
    phrases = Phrases([("Hama", 1), ("HAMA", 2)])
    phrases.drop("Hama")
    phrases.drop("Homs")
    assert (_found(phrases, "Hama HAMA"), len(phrases)) == ([("HAMA", "HAMA")], 1)


def test_capitals_that_were_typed_must_stand() -> None:
    assert fits_case("Hama", "HAMA")
    assert fits_case("rebels", "Rebels")
    assert not fits_case("Hama", "hama")


def test_short_words_in_capitals_are_other_words() -> None:
    assert not fits_case("us", "US")
    assert fits_case("us", "Us")


def test_a_range_must_end_where_tokens_end(store: Store) -> None:
    ends = Ends(store)
    text = "Hama's (Homs)"
    assert [ends.fit(text, *each) for each in ((0, 4), (0, 3), (8, 12), (7, 13), (1, 4))] == [
        True, False, True, True, False,
    ]  # fmt: skip


def test_a_range_is_widened_to_whole_tokens(store: Store) -> None:
    ends = Ends(store)
    assert ends.widen("in Hama, now", 4, 6) == (3, 7)
    assert ends.widen("in   now", 3, 4) is None


def test_the_longest_range_wins_and_the_same_ones_stand_together() -> None:
    assert longest([(0, 4), (0, 9), (5, 9), (10, 12), (0, 9)]) == [1, 3, 4]


_RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda each: (each[0], sum(each))), max_size=12)


@given(_RANGES)
def test_what_stands_never_overlaps_and_nothing_else_has_room(ranges: list[tuple[int, int]]) -> None:
    kept = {ranges[at] for at in longest(ranges)}
    for start, end in ranges:
        crossing = [each for each in kept if each[0] < end and start < each[1]]
        assert crossing
        assert ((start, end) in kept) == (crossing == [(start, end)])


@given(st.text(max_size=60))
def test_units_are_where_they_say(text: str) -> None:
    units = Units.of(text)
    assert [text[start:end] for start, end in zip(units.starts, units.ends, strict=True)] == list(units.raw)


@given(
    st.lists(st.sampled_from(["Hama", "free", "Army", "U.S.", "-", "x"]), min_size=1, max_size=6), st.text(max_size=9)
)
def test_a_phrase_is_found_where_it_was_put(words: list[str], before: str) -> None:
    phrase = " ".join(words)
    text = f"{before}\n\n{phrase}"
    found = [(hit.start, hit.end) for hit in Phrases([(phrase, 1)]).find(Units.of(text))]
    assert (len(text) - len(phrase), len(text)) in found


@given(
    st.lists(st.sampled_from(["Hama", "hama", "HAMA", "US", "us", "Free", "free", "Army", ".", "-"]), max_size=9),
    st.lists(st.tuples(st.sampled_from(["Hama", "US", "us", "free army", "Free Army", "-", "Free"]), st.booleans())),
)
def test_what_was_remembered_of_other_texts_and_phrases_changes_nothing(
    words: list[str], writes: list[tuple[str, bool]]
) -> None:
    phrases, text = Phrases[int](), Units.of(" ".join(words))
    held: dict[str, int] = {}
    for at, (phrase, put) in enumerate(writes):
        if put:
            phrases.put(phrase, at)
            held[phrase] = at
        else:
            phrases.drop(phrase)
            held.pop(phrase, None)
        fresh = Phrases(held.items())
        assert {*phrases.find(text)} == {*fresh.find(text)}


def test_capitalised_words_beside_some_are_counted() -> None:
    units = Units.of("In New York Times Square, Bob. The Al  Hall")
    at = {word: units.raw.index(word) for word in ("York", "Times", "New", "Square", "Bob", "Al")}
    beside = {word: units.capitals_beside(place, place + 1) for word, place in at.items()}
    assert beside == {"York": 2, "Times": 2, "New": 1, "Square": 1, "Bob": 0, "Al": 0}


def test_held_token_ends_are_those_asked_for_one_by_one(store: Store) -> None:
    Tokenizer(store).boundaries("Hama's don't U.S.")
    text = "Hama's don't U.S. Homs' men"
    one, held = Ends(store), Ends(store)
    held.hold()
    ranges = [(start, end) for end in range(1, len(text) + 1) for start in range(end)]
    assert [held.fit(text, *each) for each in ranges] == [one.fit(text, *each) for each in ranges]
