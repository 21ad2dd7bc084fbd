"""Rows that change one at a time are those that would be laid out anew."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.errors.groups import Group, Grouping, GroupModel
from labels.error import KINDS, Difference, Reading


def item(article: int, start: int, kind: int, score: float) -> Difference:
    side = Reading(start, start + 4, 1)
    human, model = (side, None) if KINDS[kind] == "missed" else (None, side)
    return Difference(KINDS[kind], article, human, model, score, f"word {start % 3}")


ITEMS = st.lists(
    st.builds(item, st.integers(1, 3), st.integers(0, 6), st.sampled_from([0, 3, 4]), st.sampled_from([0.2, 0.5, 0.9])),
    max_size=12, unique_by=lambda each: each.key,
)  # fmt: skip


def content(model: GroupModel) -> list[tuple[object, ...]]:
    """What is listed, whatever the order of groups that are alike."""
    rows = ((row.key, [each.score for each in row.items]) for row in model.rows if isinstance(row, Group))
    heads = ((row.kind, row.count) for row in model.rows if not isinstance(row, Group))
    return [*sorted(heads), *sorted(rows)]


def listing(items: list[Difference]) -> GroupModel:
    model = GroupModel()
    model.show(Grouping(sorted(items, key=lambda each: -each.score)))
    return model


@given(ITEMS, ITEMS)
def test_replacing_an_article_is_like_listing_all_anew(before: list[Difference], after: list[Difference]) -> None:
    now = [each for each in after if each.article_id == 1]
    model = listing(before)
    model.replace(1, now)
    assert content(model) == content(listing([each for each in before if each.article_id != 1] + now))
    kinds = [row.kind for row in model.rows]
    assert kinds == sorted(kinds, key=KINDS.index)


def test_what_is_new_in_an_article_is_told() -> None:
    model = listing([item(1, 0, 0, 0.5)])
    new = item(1, 3, 0, 0.5)
    assert model.replace(1, [item(1, 0, 0, 0.5), new]) == [new]


def test_the_surest_groups_and_items_come_first() -> None:
    model = listing([item(1, 0, 0, 0.2), item(2, 0, 0, 0.9), item(1, 1, 0, 0.5)])
    groups = [row for row in model.rows if isinstance(row, Group)]
    assert [(group.key[1], [each.score for each in group.items]) for group in groups] == [
        ("word 0", [0.9, 0.2]),
        ("word 1", [0.5]),
    ]
