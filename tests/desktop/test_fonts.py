"""The bundled typefaces."""

from PySide6.QtGui import QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication

from desktop import fonts


def test_the_bundled_families_are_found(qapp: QApplication) -> None:
    assert {fonts.SANS, fonts.SERIF, fonts.NASKH} <= set(fonts.load())


def test_fonts_ask_for_bundled_families(qapp: QApplication) -> None:
    fonts.load()
    assert QFontInfo(fonts.article()).family() == fonts.SERIF
    assert QFontInfo(fonts.chrome()).family() == fonts.SANS
    assert (fonts.article().pixelSize(), fonts.chrome().pixelSize()) == (17, 13)


def test_arabic_in_the_article_font_is_set_in_naskh(qapp: QApplication) -> None:
    fonts.load()
    layout = QTextLayout("قتال", fonts.article())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert {run.rawFont().familyName() for run in layout.glyphRuns()} == {fonts.NASKH}


def test_each_family_has_its_licence_and_all_is_small() -> None:
    assert {path.name for path in fonts.FOLDER.glob("LICENSE*")} == {"LICENSE-Inter.txt", "LICENSE-Noto.txt"}
    assert sum(path.stat().st_size for path in fonts.FOLDER.iterdir() if path.is_file()) < 5_000_000
