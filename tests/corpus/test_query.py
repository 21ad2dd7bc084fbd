import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from corpus.query import Query, changed, expression, parse, with_status, written
from corpus.query_terms import And, Field, Node, Not, Or, Words, Wrong, without


def test_words_and_fields_are_told_apart() -> None:
    found = parse("Hama source:sana status:todo before:2024-12-07 after:2024-12-01 label:ATTACK shelled")
    assert found == Query("Hama shelled", "todo", "sana", "2024-12-07", "2024-12-01", "ATTACK")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ('source:"The New Wire"', Query(source="The New Wire")),
        ("SOURCE:Sana", Query(source="Sana")),
        ("status:DONE", Query(status="done")),
        ("status:progress", Query(status="in progress")),
        ("status:in-progress", Query(status="in progress")),
        ('status:"in progress"', Query(status="in progress")),
        ("status: Hama", Query(text="Hama")),
        ('Hama source:"', Query(text="Hama")),
        ("outlet:sana language:AR group:First", Query(source="sana", lang="AR", copies="first")),
        ("Hama AND Homs", Query(text="Hama Homs")),
        ("Hama OR Homs status:todo", Query(text="Hama OR Homs", status="todo")),
        ("source:sana OR source:wire", Query(text="source:sana OR source:wire")),
        ("-source:sana", Query(text="-source:sana")),
        ("label:A label:B", Query(text="label:B", label="A")),
        ("(label:A)", Query(label="A")),
        ('"was shelled"', Query(text='"was shelled"')),
        ("note:x", Query(text="note:x")),
    ],
)
def test_the_search_box_is_read(typed: str, query: Query) -> None:
    assert parse(typed) == query


def test_a_query_that_restricts_nothing_is_false() -> None:
    assert not parse("  ")
    assert parse("label:EVENT")


def test_a_status_is_put_into_a_query() -> None:
    assert with_status(Query(text="Hama"), "In-Progress") == Query(text="Hama", status="in progress")


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(UserError, match="finished is not a status"):
        with_status(Query(), "finished")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ""),
        ("hama", '"hama"*'),
        ("hama shelled", '"hama" "shelled"*'),
        ('"was shelled"', '"was shelled"'),
        ('"was shelled', '"was shelled"*'),
        ("a * bat", '"a" "bat"*'),
    ],
)
def test_every_word_is_quoted(typed: str, asked: str) -> None:
    assert " ".join(map(expression, parse(typed).words)) == asked


WORDS = {name: Words(name) for name in "abc"}
A, B, C = WORDS.values()


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ('"a" "b"', And((A, B))),
        ('"a" OR "b" "c"', And((Or((A, B)), C))),
        ('"c" "a" OR "b"', And((C, Or((A, B))))),
        ('("a" "b") OR "c"', Or((And((A, B)), C))),
        ('-"a"', Not(A)),
        ('NOT "a"', Not(A)),
        ('NOT -"a"', A),
        ('-("a" OR "b")', Not(Or((A, B)))),
        ('"a" OR -"b"', Or((A, Not(B)))),
        ('-source:sana "a"', And((Not(Field("source", "sana")), A))),
        ("-", And()),
        ("()", And()),
    ],
)
def test_terms_are_joined(typed: str, tree: Node) -> None:
    def bare(node: Node) -> Node:
        match node:
            case Words():
                return Words(node.text)
            case Not():
                return Not(bare(node.part))
            case And() | Or():
                return type(node)(tuple(map(bare, node.parts)))
        return node

    assert bare(parse(typed).tree) == tree


@pytest.mark.parametrize(
    ("typed", "beginnings"),
    [
        ("Hama shel", ["shel"]),
        ("sh* Hama", ["sh", "Hama"]),
        ('Hama "shel"', []),
        ("Hama -shel", []),
        ("Hama sh", []),
        ("Hama sh*", ["sh"]),
        ("北", ["北"]),
        ("Hama OR Hom status:todo", ["Hom"]),
        ('"air str', ["air str"]),
        ('"air str"*', ["air str"]),
    ],
)
def test_the_word_being_typed_may_be_a_beginning(typed: str, beginnings: list[str]) -> None:
    assert [words.text for words in parse(typed).words if words.prefix] == beginnings


def test_words_excluded_are_not_among_those_an_article_may_hold() -> None:
    assert [words.text for words in parse('Hama -Homs OR "air strike" label:X').words] == ["Hama", "air strike"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("status:finished", "status:finished is no status; write todo, new, progress, done, flagged, skipped."),
        ("before:yesterday", "before:yesterday is no date; write a day"),
        ("after:2024-02-30", "after:2024-02-30 is no date"),
        ("copies:maybe", "copies:maybe says nothing; write yes, no, first"),
        ("Hama source:", "After source: something is missing."),
        ("(Hama", "A parenthesis is opened and not closed."),
        ("Hama)", "A parenthesis is closed that was not opened."),
        ('"Hama', "A quotation mark is opened and not closed."),
        ("Hama OR", "OR stands between two terms; here one is missing."),
        ("OR Hama", "OR stands between two terms; here one is missing."),
        ("Hama NOT", "NOT stands before a term; here it is missing."),
        ("sorce:sana", "sorce: is no field, so it was looked for as a word; do you mean source:?"),
        ("(" * 21 + "Hama", "Parentheses stand in one another more than 20 deep."),
        ("Hama " * 201, "A search takes at most 200 terms; this one has more."),
    ],
)
def test_every_mistake_has_its_sentence(typed: str, said: str) -> None:
    assert parse(typed).problems[0].startswith(said)


@pytest.mark.parametrize("typed", ["Hama", "12:30 Hama", "https://x.org", "a:b", "T-72", "O'Neil", "before:2024-12"])
def test_what_is_right_is_not_remarked_upon(typed: str) -> None:
    assert parse(typed).problems == ()


def test_a_term_that_means_nothing_stays_what_it_is() -> None:
    assert isinstance(parse("status:finished").tree, Wrong)
    assert written(parse("status:finished Hama")) == "status:finished Hama"


def test_what_is_asked_can_be_told() -> None:
    assert parse("Hama -source:sana OR label:X").asks == {"text", "source", "label"}


def test_a_field_is_changed_as_if_typed() -> None:
    assert changed(parse("Hama OR Homs status:done"), status="todo", source="The Wire") == Query(
        text="Hama OR Homs", status="todo", source="The Wire"
    )
    assert changed(parse("label:A label:B"), label="") == Query(label="B")


def test_a_field_is_left_out_of_a_tree() -> None:
    tree = parse('"Hama" -(status:done OR status:flagged) status:todo').tree
    assert without(tree, "status") == And((Words("Hama", whole=True),))
    assert without(parse("status:done").tree, "status") is None


def test_a_query_with_an_open_quotation_is_written_with_it_last() -> None:
    assert written(parse('"air str status:todo')) == '"air str status:todo'
    assert written(changed(parse('"air str'), status="todo")) == 'status:todo "air str'


PIECES = st.sampled_from(
    [
        *("Hama", "الرستن", "a:b", "it's", '"air strike"', '"air', "OR", "AND", "NOT", "(", ")", "-Hama"),
        *("source:sana", 'source:"Orontes Wire"', "-source:x", "status:todo", "status:progress", "status:finished"),
        *("before:2024-12-08", "after:2024", "before:no", "label:ACTOR", "label:none", "lang:"),
        *("copies:first", "type:x", "begin*", "-"),
    ]
)


@given(st.lists(PIECES, max_size=8).map(" ".join))
def test_a_query_written_out_reads_as_itself(typed: str) -> None:
    query = parse(typed)
    assert parse(written(query)) == query
    assert parse(written(query)).tree == query.tree


@given(st.text(max_size=40) | st.text('()"-: *aOR NTsource', max_size=60))
def test_reading_never_fails_and_writing_neither(typed: str) -> None:
    query = parse(typed)
    assert isinstance(written(query), str)
    assert isinstance(query.asks, frozenset)


@given(st.text(max_size=30))
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    assert all(expression(words).count('"') == 2 for words in parse(typed).words)
