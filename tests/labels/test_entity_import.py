"""Lists of actors: CSV with a guessed header, PETRARCH dictionaries; broken lines are told, the rest is taken."""

from pathlib import Path

import pytest

from corpus import journal
from corpus.errors import UserError
from corpus.progress import Cancelled
from corpus.store import Store
from labels import entities, entity_csv
from labels.entity import Alias, Code, Entity
from labels.entity_import import EntityReport, import_entities

CSV = """Actor,Also known as,AKA,Type,Side,Country,Code,From,To,Member of
Hayat Tahrir al-Sham,,HTS; Tahrir [2017/2018],rebel group,opposition,Syria,SYRREB|SYRGOV [2024-12-08/],2017,,Opposition
Opposition,,,,,,,,,
"Syrian Army
(old)",,SAA,state forces,,Syria,,,2024-12-08,
"""
PETRARCH = """# a dictionary
ABU_NIDAL_ORGANIZATION [IMGMUSALQ] #  kkl
+ARAB_REVOLUTIONARY_COUNCIL_
+ANO_

MOHAMMAD_ZAHIR_SHAH_  # a king
\t[AFGELI 320101-331108]
\t[AFGGOV 331108-730717]
\t[AFGELI >730717]
BASHAR_AL-ASSAD_
\t[SYRGOV > 20000717]
\t[SYRGOV 2004017-20061201]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def take(store: Store, folder: Path, text: str, *, encoding: str = "utf-8", name: str = "actors.csv") -> EntityReport:
    (folder / name).write_bytes(text.encode(encoding))
    return import_entities(store, folder / name)


def test_a_csv_becomes_actors_in_one_step(store: Store, folder: Path) -> None:
    report = take(store, folder, CSV)
    assert (report.added, report.refused) == (3, [])
    hts = entities.find(store, "HTS")
    assert hts
    assert (hts.type, hts.side, hts.country, hts.valid_from) == ("rebel group", "opposition", "Syria", "2017-01-01")
    assert hts.codes == (Code("SYRREB"), Code("SYRGOV", "2024-12-08"))
    assert Alias("Tahrir", "2017-01-01", "2018-12-31") in hts.aliases
    assert entities.get(store, hts.parent_id or 0).name == "Opposition"
    journal.undo(store)
    assert entities.all_entities(store, retired=True) == []


def test_brackets_make_no_dictionary_of_a_csv(store: Store, folder: Path) -> None:
    take(store, folder, "name,aliases\nNusra [NF],\nX [~GOV],Y\n")
    assert [entity.name for entity in entities.all_entities(store)] == ["Nusra [NF]", "X [~GOV]"]


def test_latin_1_is_recognised_and_told(store: Store, folder: Path) -> None:
    report = take(store, folder, "name;aliases\nArmée libre;Résistance|Frère\n", encoding="latin-1")
    assert "Windows-1252 (Western European) was assumed" in report.warnings[0]
    assert entities.find(store, "Résistance")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",HTS", "line 3: An actor's name has"),
        ("X,,soon", "line 3: “soon” is no date"),
        ("X,,2012,2011", "line 3: it ends on 2011-12-31"),
        ("X,,2012,,extra,more", "line 3: it has 6 cells where the header has 4"),
    ],
)
def test_a_csv_with_a_broken_row_is_not_imported_at_all(store: Store, folder: Path, row: str, why: str) -> None:
    with pytest.raises(UserError, match=r"Nothing was imported\.$") as refused:
        take(store, folder, f"name,aliases,from,to\nA,,,\n{row}\nB,,,\n")
    assert str(refused.value).startswith(f"actors.csv, {why}")
    assert (entities.all_entities(store), journal.history(store)) == ([], [])


def test_more_broken_rows_are_counted(store: Store, folder: Path) -> None:
    with pytest.raises(UserError, match=r"line 2.* 2 more lines are broken\. Nothing was imported\.$"):
        take(store, folder, "name,from\nA,soon\nB,late\nC,never\n", encoding="latin-1")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no column called name"),
        ("foo,bar\n1,2\n", r"no column called name \(its first line is: foo, bar\)"),
        ("\x00\x01\x02\x03" * 90, "binary data, not a list of actors"),
        ("<CountryCode>AFG</CountryCode>\n", "CountryInfo"),
        ("!PERSON! = MAN, WOMAN\nFARMER [~AGR]\n", "agents"),
    ],
)
def test_a_file_that_is_no_list_of_actors(store: Store, folder: Path, text: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        take(store, folder, text)


def test_a_missing_file_is_told(store: Store, folder: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        import_entities(store, folder / "none.csv")


def test_a_known_actor_gets_what_it_lacks(store: Store, folder: Path) -> None:
    take(store, folder, "name,aliases,type\nHTS,Tahrir,rebel group\n")
    report = take(store, folder, "name,aliases,type,code\nThe H.T.S.,Hayat,political militia,X\n")
    assert (report.added, report.extended, report.aliases, report.codes) == (0, 1, 2, 1)
    held = entities.find(store, "HTS")
    assert held
    assert held.type == "rebel group"
    assert {alias.name for alias in held.aliases} == {"Tahrir", "The H.T.S.", "Hayat"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("A,Nobody\nB,A\n", "line 2: its group “Nobody” is on no list"),
        ("A,B\nB,A\n", "line 3: B would be part of itself"),
        ("A,A\n", "line 2: A would be part of itself"),
        ("HTS,B\nB,The Opposition\nOpposition,B\n", "line 4: Opposition would be part of itself"),
    ],
)
def test_a_group_that_cannot_be(store: Store, folder: Path, rows: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        take(store, folder, f"name,parent\n{rows}")
    assert entities.all_entities(store) == []


def test_a_group_may_be_named_by_an_alias_in_the_project(store: Store, folder: Path) -> None:
    take(store, folder, "name,aliases,parent\nOpposition,Rebels,\nHTS,,Opposition\n")
    take(store, folder, "name,parent\nSNA,Rebels\nHTS,SNA\n")
    _, hts, sna = sorted(entities.all_entities(store), key=lambda each: each.id)
    assert (hts.parent_id, sna.parent_id) == (1, 1)


def test_a_petrarch_dictionary(store: Store, folder: Path) -> None:
    report = take(store, folder, PETRARCH, name="x.actors.txt")
    assert [refusal.reason for refusal in report.refused] == [
        "x.actors.txt, line 12: “2004017” is no date; write it as yyyymmdd."
    ]
    nidal, assad, shah = entities.all_entities(store)
    assert [alias.name for alias in nidal.aliases] == ["Arab Revolutionary Council", "ANO"]
    assert (nidal.name, nidal.country, nidal.codes) == ("Abu Nidal Organization", "", (Code("IMGMUSALQ"),))
    assert assad.codes == (Code("SYRGOV", "2000-07-17"),)
    assert (assad.type, assad.country) == ("state forces", "SYR")
    assert shah.code_on("1950-01-01") == "AFGGOV"
    assert shah.codes[0] == Code("AFGELI", "1932-01-01", "1933-11-08")


def test_a_stopped_import_stays_whole_and_is_one_undo(store: Store, folder: Path) -> None:
    path = folder / "many.csv"
    path.write_text("name\n" + "".join(f"Group {number}\n" for number in range(600)), encoding="utf-8")

    def stop(done: int, total: int | None = None, note: str = "") -> None:
        if done:
            raise Cancelled

    report = import_entities(store, path, progress=stop)
    assert report.cancelled
    assert len(entities.all_entities(store)) == report.added == 250
    journal.undo(store)
    assert entities.all_entities(store) == []


def test_what_is_exported_can_be_imported(store: Store, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    take(store, folder, CSV + "=1+1,,,,,,,,,\n")
    assert entity_csv.write_csv(store, folder / "out.csv") == 4
    with Store.create(folder / "other.dateline", coder="rima") as other:
        import_entities(other, folder / "out.csv")
        assert [_shape(entity) for entity in entities.all_entities(other)] == [
            _shape(entity) for entity in entities.all_entities(store)
        ]


def _shape(entity: Entity) -> tuple[object, ...]:
    return entity.name, entity.aliases, entity.codes, entity.type, entity.valid_from, entity.valid_to, entity.side


def test_the_phoenix_dictionaries(store: Store, root: Path) -> None:
    folder = root.parent / "shared" / "data" / "actor_dictionaries"
    if not folder.exists():
        pytest.skip("the dictionaries are not here")
    report = import_entities(store, folder / "Phoenix.MilNonState.actors.txt")
    assert (report.added, report.refused) == (1016, [])
    found = entities.find(store, "the Fatah Revolutionary Council")
    assert found
    assert (found.name, found.country) == ("Abu Nidal Organization", "")
