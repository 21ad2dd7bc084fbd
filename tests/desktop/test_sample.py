from pathlib import Path

import pytest

from corpus import facets, journal
from corpus.store import Store
from desktop.folders import data_folder
from desktop.sample import make_sample, sample_path
from labels import entities, labels
from labels import sample as articles
from labels.check import check
from labels.test_share import articles as measured_on


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("new") / "deep" / "sample.dateline", coder="rima")


def test_the_sample_is_sound_and_coded(sample: Path) -> None:
    with Store.open(sample, read_only=True) as store:
        assert check(store) == []
        assert sum(labels.counts(store).values()) > 100


def test_the_coding_in_the_sample_is_one_s_own(sample: Path) -> None:
    with Store.open(sample, read_only=True) as store:
        assert store.rows("SELECT DISTINCT name FROM coder JOIN span ON coder_id = coder.id") == [("rima",)]


def test_the_sample_has_events_of_listed_actors_at_places(sample: Path) -> None:
    with Store.open(sample, read_only=True) as store:
        assert store.value("SELECT count(*) FROM record") == store.value("SELECT count(*) FROM event") > 50
        assert store.value("SELECT count(*) FROM entity") == len(articles.actors())
        assert store.value("SELECT count(*) FROM place") == len(articles.places())
        (third,) = (each for each in entities.all_entities(store) if each.name == "Third Division")
        assert third.parent_id is not None
        assert "الفرقة الثالثة" in {alias.name for alias in third.aliases}


def test_making_the_sample_can_be_undone_and_done_again(tmp_path: Path) -> None:
    with Store.open(make_sample(tmp_path / "sample.dateline")) as store:
        steps = [journal.undo(store).summary for _ in range(3)]
        assert store.value("SELECT count(*) FROM article WHERE removed = 0") == 0
        assert check(store) == []
        assert [journal.redo(store).summary for _ in range(3)] == steps[::-1]
        assert store.value("SELECT count(*) FROM record") > 50
        assert check(store) == []


def test_a_sample_that_is_there_keeps_what_was_coded_in_it(sample: Path) -> None:
    before = sample.read_bytes()
    make_sample(sample)

    assert sample.read_bytes() == before
    assert [path.name for path in sample.parent.iterdir()] == ["sample.dateline"]


def test_a_sample_half_made_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sample.dateline"
    with monkeypatch.context() as patch:
        patch.setattr("desktop.sample.take_in", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_sample(path)
    make_sample(path)

    assert [each.name for each in tmp_path.iterdir()] == ["sample.dateline"]


def test_the_sample_lies_in_the_person_s_data_folder() -> None:
    assert sample_path().parent == data_folder()
    assert data_folder().is_dir()


def test_a_model_trained_on_the_sample_can_be_measured(tmp_path: Path) -> None:
    for number in range(4):
        with Store.open(make_sample(tmp_path / f"{number}.dateline", coder="rima"), coder="rima") as store:
            done = facets.ids(store, "status", f"{store.coder_id}/done")
            assert len(measured_on(store) & done) >= 2
