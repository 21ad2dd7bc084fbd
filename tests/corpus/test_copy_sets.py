from corpus.copy_sets import CopySets


def listed(sets: CopySets) -> list[list[int]]:
    return sorted(sorted(each) for each in sets)


def test_sets_grow_together() -> None:
    sets = CopySets()
    sets.join(1, 2)
    sets.join(4, 3)
    sets.join(2, 3)

    assert listed(sets) == [[1, 2, 3, 4]]


def test_articles_of_one_set_cannot_join_again() -> None:
    sets = CopySets()

    assert sets.join(1, 2)
    assert not sets.join(2, 1)


def test_what_is_apart_keeps_whole_sets_apart() -> None:
    sets = CopySets([(1, 4)])
    sets.join(1, 2)
    sets.join(3, 4)

    assert not sets.join(2, 3)
    assert listed(sets) == [[1, 2], [3, 4]]


def test_those_apart_from_one_still_join_the_others() -> None:
    sets = CopySets([(1, 3), (1, 2)])
    sets.join_all([1, 2, 3])

    assert listed(sets) == [[2, 3]]
