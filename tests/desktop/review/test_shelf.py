from desktop.review.finder import Found
from desktop.review.shelf import Shelf
from labels.suggestion import Suggestion


def suggestion(start: int, score: float = 0.9, origin: str = "model 1") -> Suggestion:
    return Suggestion(1, start, start + 2, 1, origin, score)


def shelf(*found: Suggestion) -> Shelf:
    shelf = Shelf()
    shelf.put(Found(1, found))
    shelf.look(1, [], 1)
    return shelf


def test_another_article_shows_nothing_of_this_one() -> None:
    found = shelf(suggestion(0))
    found.look(2, [], 1)
    assert found.visible == []
    assert found.groups() == []


def test_a_hidden_group_is_still_counted() -> None:
    found = shelf(suggestion(0), suggestion(4, origin="import gpt"))
    found.hidden = {"gpt"}
    found.look(1, [], 1)
    assert found.visible == [suggestion(0)]
    assert found.groups() == [("Model 1", 1), ("gpt", 1)]


def test_the_way_goes_round_the_end() -> None:
    found = shelf(suggestion(0), suggestion(4))
    assert found.beside(suggestion(4), 1) == suggestion(0)
    assert found.beside(suggestion(0), -1) == suggestion(4)
    assert found.beside(None, 1) == suggestion(0)


def test_onward_leads_past_each_once() -> None:
    found = shelf(suggestion(0), suggestion(4), suggestion(8))
    assert found.onward(suggestion(4)) == suggestion(8)
    found.passed = {suggestion(8).key}
    assert found.onward(suggestion(8)) == suggestion(0)
    found.passed |= {suggestion(0).key, suggestion(4).key}
    assert found.onward(suggestion(0)) is None


def test_an_answer_that_was_undone_comes_back_once() -> None:
    found = shelf(suggestion(0), suggestion(4))
    found.answer([suggestion(0)])
    found.put(Found(1, (suggestion(4),)))
    found.look(1, [], 1)
    assert found.returned() is None
    found.put(Found(1, (suggestion(0), suggestion(4))))
    found.look(1, [], 1)
    assert found.returned() == suggestion(0)
    assert found.returned() is None


def test_what_is_refused_goes_until_the_finder_knows_of_it() -> None:
    found = shelf(suggestion(0))
    found.refused.add(suggestion(0).key)
    found.look(1, [], 1)
    assert found.visible == []
    found.put(Found(1, (suggestion(0),)))
    found.look(1, [], 1)
    assert found.visible == [suggestion(0)]
