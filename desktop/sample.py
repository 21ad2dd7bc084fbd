"""The sample project: our own articles, most of them coded, as if the person at the desk had coded them."""

from __future__ import annotations

import os
from pathlib import Path

from corpus import facets, journal
from corpus.readers import read_paths
from corpus.store import SUFFIX, Store
from corpus.uid import new_uid
from desktop.folders import data_folder
from labels import codebook, entities, places, sample, test_share
from labels.entity import Alias, EntityDraft
from labels.intake import take_in
from labels.place import PlaceDraft

_TESTS = 2  # finished articles that a model can be measured on


def sample_path() -> Path:
    """Return where the sample project lies when nobody says otherwise: the user's data folder."""
    return data_folder() / f"sample{SUFFIX}"


def make_sample(path: Path, *, coder: str = "") -> Path:
    """Build the sample project unless it is there already (somebody may have coded on in it), and return its path."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part{os.getpid()}")
    part.unlink(missing_ok=True)
    with Store.create(part, name="Sample desk", coder=coder) as store:
        codebook.use(store, codebook.load(sample.CODEBOOK))
        _list_names(store)
        take_in(store, read_paths([sample.path()]), as_coder=store.coder_name)
        while len(test_share.articles(store) & facets.ids(store, "status", f"{store.coder_id}/done")) < _TESTS:
            store.set_setting("uid", new_uid())  # so few articles, so a split without a test is likely
    os.replace(part, path)
    return path


def _list_names(store: Store) -> None:
    """Put the actors and places of the articles on the project's lists, with all their names."""
    with journal.step(store, "actors", "Add the actors and places of the sample articles") as step:
        ids: dict[str, int] = {}
        parents: dict[str, str] = {}
        for actor in sample.actors():
            parents[actor["name"]] = actor.pop("parent", "")
            aliases = tuple(map(Alias, actor.pop("aliases", ())))
            ids[actor["name"]] = entities.insert(step, EntityDraft(**actor, aliases=aliases))
        for name, parent in parents.items():
            if parent:  # by itself: an undo first parts the group, then takes each actor
                step.update("entity", ids[name], parent_id=ids[parent])
        for place in sample.places():
            names = tuple(place.pop("names", ()))
            origin = "gazetteer" if "geonameid" in place else "human"
            places.insert(step, PlaceDraft(**place, names=names), origin=origin)
