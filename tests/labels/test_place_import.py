"""Places come in from GeoNames files and from other desks; a broken row is told and nothing is applied."""

import json
from pathlib import Path

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import place_import, places
from labels.gazetteer import Gazetteer
from labels.place import PlaceDraft


def line(
    number: int, name: str, others: str = "", *, kind: str = "P\tPPL", admin1: str = "06", lat: str = "32.5"
) -> str:
    begin = f"{number}\t{name}\t{name}\t{others}\t{lat}\t36.2\t{kind}\tSY\t\t{admin1}\t0601"
    return begin + "\t\t\t120\t\t500\tAsia/Damascus\t2024-01-01"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A GeoNames file of a division, a district, a town and a border post."""
    path = tmp_path / "SY.txt"
    rows = [
        line(1, "Daraa", kind="A\tADM1"),
        line(2, "Izra", kind="A\tADM2"),
        line(3, "Nasīb", "Nassib,نصيب,nsyb,Nasib"),
        line(4, "Nasib Border Crossing", kind="S\tPSTB"),
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_geonames_file_comes_in(store: Store, dump: Path) -> None:
    report = place_import.take_in(store, dump)
    assert (report.added, report.known, report.sentence) == (4, 0, "4 places added.")
    town = places.with_geonameid(store, 3)
    assert town is not None
    assert (town.name, town.kind, town.admin1, town.admin2, town.population) == ("Nasīb", "town", "Daraa", "Izra", 120)
    assert town.names == ("Nassib", "نصيب")
    assert [place.kind for place in places.all_places(store)] == ["admin1", "admin2", "crossing", "town"]


def test_it_can_be_undone_in_one(store: Store, dump: Path) -> None:
    place_import.take_in(store, dump)
    journal.undo(store)
    assert places.all_places(store, retired=True) == []


def test_many_places_are_one_undo_too(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_import, "_PART", 2)
    path = tmp_path / "X.tsv"
    path.write_text("".join(line(at, f"Town{at}") + "\n" for at in range(1, 6)), encoding="utf-8")
    assert place_import.take_in(store, path).added == 5
    journal.undo(store)
    assert places.all_places(store) == []


def test_a_second_time_nothing_is_added(store: Store, dump: Path) -> None:
    place_import.take_in(store, dump)
    report = place_import.take_in(store, dump)
    assert report.sentence == "0 places added, 4 there already."
    assert not report.changes


def test_only_some_kinds_can_be_wanted(store: Store, dump: Path) -> None:
    place_import.take_in(store, dump, kinds=["crossing"])
    assert [place.name for place in places.all_places(store)] == ["Nasib Border Crossing"]


def test_the_gazetteer_names_divisions_that_the_file_lacks(store: Store, tmp_path: Path, atlas: Gazetteer) -> None:
    path = tmp_path / "X.tsv"
    path.write_text(line(3, "Nasib", admin1="06") + "\n", encoding="utf-8")
    place_import.take_in(store, path, gazetteer=atlas)
    assert places.all_places(store)[0].admin1 == "Daraa"


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("7\tToo\tshort", "line 5: it has 3 columns, a GeoNames file has 19"),
        (line(7, "Nowhere", lat="95"), "line 5: The latitude 95 of Nowhere"),
        (line(7, "Word", lat="north"), "line 5: its number, coordinates or population are no numbers"),
        (line(7, " "), "line 5: the name is missing"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_applied(store: Store, dump: Path, broken: str, sentence: str) -> None:
    with dump.open("a", encoding="utf-8") as file:
        file.write(broken + "\n")
    with pytest.raises(UserError, match=sentence) as told:
        place_import.take_in(store, dump)
    assert "Nothing was imported." in str(told.value)
    assert places.all_places(store) == []
    assert journal.undo_summary(store) == ""


def test_a_file_in_latin_1_is_told(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "X.tsv"
    path.write_bytes(line(3, "Nasīb").replace("ī", "i").encode() + b"\n" + line(4, "Córdoba").encode("latin-1") + b"\n")
    with pytest.raises(UserError, match=r"X.tsv is not written in UTF-8"):
        place_import.take_in(store, path)
    assert places.all_places(store) == []


def test_a_missing_file_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no.tsv cannot be read"):
        place_import.take_in(store, tmp_path / "no.tsv")


def test_it_can_be_cancelled_and_the_rest_is_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_import, "_PART", 100)
    path = tmp_path / "X.tsv"
    path.write_text("".join(line(at, f"Town{at}") + "\n" for at in range(1, 601)), encoding="utf-8")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if note.startswith("Importing") and done >= 500:
            raise Cancelled

    with pytest.raises(Cancelled):
        place_import.take_in(store, path, progress=stop)
    assert len(places.all_places(store)) in (400, 500)
    journal.undo(store)
    assert places.all_places(store) == []


# ---------------------------------------------------------------- between desks


@pytest.fixture
def other(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "other.dateline", coder="sam")


NASSIB = PlaceDraft(
    "Nassib crossing", "crossing", "SY", "Daraa", "", 32.54, -36.19, note="=danger", names=("نصيب", "+Nasib")
)  # fmt: skip


@pytest.mark.parametrize("name", ["places.csv", "places.json"])
def test_what_is_exported_comes_in_elsewhere_as_it_was(store: Store, other: Store, tmp_path: Path, name: str) -> None:
    places.add(store, NASSIB)
    place = places.all_places(store)[0]
    assert place_import.write(store, tmp_path / name) == 1
    with other:
        assert place_import.take_in(other, tmp_path / name).added == 1
        taken = places.all_places(other)[0]
        assert place_import.take_in(other, tmp_path / name).added == 0
    for field in ("uid", "name", "kind", "country", "admin1", "latitude", "longitude", "names", "note"):
        assert getattr(taken, field) == getattr(place, field)


def test_no_cell_is_a_formula(store: Store, tmp_path: Path) -> None:
    places.add(store, NASSIB)
    place_import.write(store, tmp_path / "places.csv")
    text = (tmp_path / "places.csv").read_text(encoding="utf-8")
    assert "'=danger" in text
    assert ",-36.19," in text


def test_places_of_the_gazetteer_are_not_shared_unasked(store: Store, atlas: Gazetteer, tmp_path: Path) -> None:
    places.use(store, atlas.lookup("Rastan")[0])
    assert place_import.write(store, tmp_path / "places.json") == 0
    assert place_import.write(store, tmp_path / "places.json", own=False) == 1


def test_another_ending_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"should end in .csv or .json"):
        place_import.write(store, tmp_path / "places.xls")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("p.csv", "title\nX\n", "no column “name”"),
        ("p.csv", "name,latitude,longitude\nX,1,1\nY,91,0\n", "p.csv, line 3: The latitude 91 of Y"),
        ("p.csv", "name,latitude,longitude\nX,east,0\n", "“east” is no coordinate for X"),
        ("p.csv", "name,country\nX,Narnia\n", "Narnia is no country"),
        ("p.csv", "name,population\nX,many\n", "“many” is no whole number"),
        ("p.csv", "name,kind\n,town\n", "line 2: The name is missing"),
        ("p.json", "{", "no JSON that can be read"),
        ("p.json", "[" * 100_000, "no JSON that can be read"),
        ("p.json", '{"a": 1}', "holds no list of places"),
        ("p.json", "[3]", "place 1: it is no place"),
        ("p.json", json.dumps([{"name": "X", "latitude": 1}]), "only one of latitude and longitude"),
    ],
)
def test_a_broken_list_is_told_and_nothing_is_applied(
    store: Store, tmp_path: Path, name: str, content: str, sentence: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=sentence):
        place_import.take_in(store, path)
    assert places.all_places(store) == []
