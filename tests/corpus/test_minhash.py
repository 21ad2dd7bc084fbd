import numpy as np

from corpus.minhash import PLACES, Shingler, signature


def agreement(first: str, second: str) -> float:
    shingler = Shingler()
    one, other = (signature(shingler.shingles(text)) for text in (first, second))
    return float((one == other).mean())


def test_case_and_arabic_spelling_make_no_difference() -> None:
    shingler = Shingler()

    assert np.array_equal(shingler.shingles("Rebels took Hama"), shingler.shingles("REBELS took, hama!"))
    assert np.array_equal(
        shingler.shingles("\u0623\u062d\u0645\u062f \u0641\u064a \u062d\u0645\u0627\u0629"),
        shingler.shingles("\u0627\u062d\u0645\u062f \u0641\u0649 \u062d\u0645\u0627\u0647"),
    )


def test_a_text_without_words_has_no_shingles() -> None:
    assert len(Shingler().shingles("... --- \n")) == 0


def test_a_text_of_one_word_has_one_shingle() -> None:
    assert len(Shingler().shingles("Hama")) == 1


def test_a_script_without_blanks_is_cut_into_signs() -> None:
    assert len(Shingler().shingles("\u53d9\u5229\u4e9a\u653f\u5e9c\u519b")) == 4


def test_the_order_of_words_matters() -> None:
    shingler = Shingler()

    assert not np.array_equal(shingler.shingles("a took b"), shingler.shingles("b took a"))


def test_signatures_agree_in_about_the_share_that_sets_have_in_common() -> None:
    words = [f"word{number}" for number in range(1_002)]
    half = [*words[:668], *(f"other{number}" for number in range(334))]

    assert agreement(" ".join(words), " ".join(words)) == 1
    assert 0.35 < agreement(" ".join(words), " ".join(half)) < 0.65  # 666 of 1,334 shingles


def test_signatures_are_the_same_in_every_run() -> None:
    found = signature(Shingler().shingles("Rebels took the town of Hama on Friday."))

    assert len(found) == PLACES
    assert found[:4].tolist() == [20119, 9718, 3857, 7744]


def test_long_texts_are_signed_in_parts() -> None:
    words = " ".join(f"word{number}" for number in range(10_000))

    assert agreement(words, words + " and a few more") > 0.95
