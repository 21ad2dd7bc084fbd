"""The project's models: rows and folders that belong together, and a folder that was changed is not loaded."""

import json
from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.store import Store
from corpus.uid import new_uid, now
from labels import models, own_models
from labels.model import Model


def add(store: Store, number: int = 1) -> Model:
    """Add a model with a folder of two files."""
    folder = models.home(store) / f"model-{number}"
    (folder / "ner").mkdir(parents=True)
    (folder / "meta.json").write_text("{}", "utf-8")
    (folder / "ner" / "model").write_bytes(b"weights")
    return models.insert(
        store,
        Model(
            0, new_uid(), number, "quick", "", "en", folder.name, "f" * 64, 20, 90, 61.5, models.size(folder), now(),
            manifest=models.manifest(folder), settings={"seed": 3}, scores={"kind": "spans"},
        ),
    )  # fmt: skip


def test_a_model_is_read_back_as_it_was_written(store: Store) -> None:
    model = add(store)

    assert (model.number, model.settings, model.scores, model.size) == (1, {"seed": 3}, {"kind": "spans"}, 9)
    assert sorted(model.manifest) == ["meta.json", "ner/model"]
    assert models.get(store, 1) == model


def test_the_newest_come_first_and_one_is_used(store: Store) -> None:
    add(store), add(store, 2)
    models.use(store, 1)
    used = models.used(store)

    assert [(each.number, each.used) for each in models.all_models(store)] == [(2, False), (1, True)]
    assert used is not None
    assert used.number == 1
    models.use(store, None)
    assert models.used(store) is None


def test_a_number_that_is_none_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="There is no Model 7"):
        models.use(store, 7)


def test_a_removed_model_takes_folder_and_suggestions_along_and_its_number_is_not_given_again(store: Store) -> None:
    model = add(store)
    models.use(store, 1)
    models.remove(store, 1)

    assert not (models.home(store) / model.folder).exists()
    assert models.all_models(store) == []
    assert models.used(store) is None
    assert models.next_number(store) == 2


def test_a_note_is_kept(store: Store) -> None:
    add(store)
    models.annotate(store, 1, "before the new codebook")
    assert models.get(store, 1).note == "before the new codebook"


def test_an_unchanged_folder_is_given(store: Store) -> None:
    model = add(store)
    assert models.verify(store, model) == models.home(store) / "model-1"


@pytest.mark.parametrize("change", ["alter", "add", "delete"])
def test_a_changed_folder_is_refused(store: Store, change: str) -> None:
    model = add(store)
    path = models.home(store) / "model-1" / {"alter": "meta.json", "add": "code.py", "delete": "ner/model"}[change]
    if change == "delete":
        path.unlink()
    else:
        path.write_text("x", "utf-8")

    with pytest.raises(UserError, match="Model 1 is not what was trained"):
        models.verify(store, model)


def test_a_missing_folder_is_told(store: Store) -> None:
    model = add(store)
    (models.home(store) / "model-1").rename(models.home(store) / "elsewhere")
    with pytest.raises(UserError, match="folder of Model 1 is missing"):
        models.verify(store, model)


@pytest.mark.parametrize("folder", ["..", "../other", "/etc", "a/b", "C:\\x", "..\\x", ""])
def test_a_project_from_elsewhere_names_no_folder_outside(store: Store, folder: str) -> None:
    add(store)
    store.db.execute("UPDATE model SET folder = ?", (folder,))
    with pytest.raises(UserError, match="names a folder outside"):
        models.verify(store, models.get(store, 1))


def test_a_link_in_a_folder_is_refused(store: Store, tmp_path: Path) -> None:
    model = add(store)
    try:
        (models.home(store) / "model-1" / "link").symlink_to(tmp_path)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(UserError, match="is a link"):
        models.verify(store, model)


def test_a_damaged_row_counts_as_changed(store: Store) -> None:
    add(store)
    store.db.execute("UPDATE model SET manifest = '{broken'")
    with pytest.raises(UserError, match="is not what was trained"):
        models.verify(store, models.get(store, 1))


def test_a_hostile_row_is_read_as_an_empty_one(store: Store) -> None:
    add(store)
    store.db.execute("UPDATE model SET scores = ?", ('{"a":' + "[" * 200_000,))
    store.set_setting("model_number", "nine")
    assert models.get(store, 1).scores == {}
    assert models.next_number(store) == 2


def test_a_row_that_names_a_folder_elsewhere_can_be_removed_and_the_folder_stays(store: Store) -> None:
    add(store)
    elsewhere = models.home(store).parent / "kept"
    elsewhere.mkdir()
    store.db.execute("UPDATE model SET folder = '../kept'")
    models.remove(store, 1)
    assert models.all_models(store) == []
    assert elsewhere.is_dir()


def test_code_is_loaded_only_of_models_that_were_made_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    model = add(store)
    (models.home(store) / "model-1" / "ner" / "theirs.PKL").write_text("x", "utf-8")
    sums = models.manifest(models.home(store) / "model-1")
    store.db.execute("UPDATE model SET manifest = ?", (json.dumps(sums),))
    with pytest.raises(UserError, match=r"brings code of its own \(ner/theirs.PKL\) and was not made on this computer"):
        models.verify(store, models.get(store, 1))
    monkeypatch.setattr(own_models, "has", lambda found: found == sums)
    assert models.verify(store, models.get(store, 1)).name == model.folder
