import pytest

from labels.suggest.pattern_match import MOST, TOGETHER, PatternSet, run


def test_plain_token_patterns_run_together_and_others_alone() -> None:
    made = PatternSet(
        [
            (1, "tokens", '[{"LOWER": "hama"}]'),
            (2, "tokens", '[{"TEXT": {"REGEX": "^Ho"}}]'),
            (3, "expression", "x"),
            (4, "tokens", '[{"IS_DIGIT": true}]'),
        ],
        lang="en",
    )
    assert sorted(group.name for group in made.groups) == [TOGETHER, 2, 3]
    text = made.text("HAMA, 12 in Homs")
    assert sorted(hit for group in made.groups for hit in run(group, text)) == [(1, 0, 4), (2, 12, 16), (4, 6, 8)]


def test_token_patterns_can_be_run_one_by_one() -> None:
    given = [(1, "tokens", '[{"LOWER": "hama"}]'), (4, "tokens", '[{"IS_DIGIT": true}]')]
    assert [group.name for group in PatternSet(given, lang="en", apart=True).groups] == [1, 4]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('[{"POS": "NOUN"}]', "This pattern asks for POS, which only a trained pipeline knows of a token."),
        ('[{"FOO": 1}]', "“FOO” in this token pattern is nothing spaCy knows of a token."),
        ('[{"_": {"x": 1}}]', "“_” in this token pattern is nothing spaCy knows of a token."),
        (
            '[{}, {"LENGTH": "x"}]',
            "spaCy cannot read this token pattern: token 2, LENGTH: Input should be a valid number.",
        ),
    ],
)
def test_what_spacy_cannot_run_is_one_sentence(body: str, sentence: str) -> None:
    assert PatternSet([(1, "tokens", body)], lang="en").bad == {1: sentence}


def test_hits_are_without_blanks_and_not_without_end() -> None:
    made = PatternSet([(1, "expression", r"\s*\d\s*")], lang="en")
    assert run(made.groups[0], made.text(" 1 2")) == [(1, 1, 2), (1, 3, 4)]
    assert len(run(made.groups[0], made.text("1 " * MOST * 2))) == MOST


def test_an_expression_that_matches_nothing_finds_nothing() -> None:
    made = PatternSet([(1, "expression", "x*")], lang="en")
    assert run(made.groups[0], made.text("ab")) == []
