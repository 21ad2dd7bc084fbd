"""The windows beside the window. Their modules are imported when first asked for, so that the start stays quick."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from corpus import __version__
from desktop import plain
from desktop.actions import TABLE, TOLD
from desktop.command_palette import CommandPalette
from desktop.files import Files
from desktop.keymap import Keymap, shown
from desktop.main_window import MainWindow
from desktop.reader import ReaderView
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Preference, Theme
from labels.check import Finding
from labels.formats.report import ExportReport
from labels.intake_report import IntakeReport

if TYPE_CHECKING:
    from desktop.settings_dialog import SettingsDialog


class Dialogs:
    """The windows beside the window, made when first asked for."""

    def __init__(self, session: Session, files: Files, window: MainWindow, settings: Settings, theme: Theme) -> None:
        self.palette = CommandPalette(theme, window)
        self._session = session
        self._files = files
        self._window = window
        self._settings = settings
        self._theme = theme
        self._open: list[QDialog] = []
        self._settings_dialog: SettingsDialog | None = None
        self._keys: Mapping[str, str] = {action.id: action.key for action in TABLE}

    def set_theme(self, theme: Theme) -> None:
        """Take other colours; the windows that are open are closed, they are made anew."""
        self._theme = theme
        self.palette.set_theme(theme)
        if self._settings_dialog is not None:  # stays: this is where colours are chosen
            self._settings_dialog.set_theme(theme)
        self.close_all()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name other keys, by action id, also in a sheet of keys that is open."""
        self._keys = keys
        if self._open:
            from desktop.key_sheet import KeySheet

            for sheet in self._open:
                if isinstance(sheet, KeySheet):
                    sheet.set_keys(self._every_key())

    def close_all(self) -> None:
        """Close what stands beside the work: it speaks of articles that are gone, or has other colours."""
        for dialog in list(self._open):
            dialog.close()

    def beside(self, dialog: QDialog) -> None:
        """Keep hold of a dialog that stands beside the work, until it is closed; an older one of its kind goes."""
        for old in [each for each in self._open if type(each) is type(dialog)]:
            old.close()

        def gone() -> None:
            self._open.remove(dialog)
            dialog.deleteLater()

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # or it would be gone before it is let go here
        dialog.finished.connect(gone)
        self._open.append(dialog)

    def paste(self, text: str) -> None:
        """Ask for a story, with what the clipboard holds in it, and take it in."""
        from desktop.paste_dialog import PasteDialog

        if not self._files.may_import():
            return
        dialog = PasteDialog(text, self._window)
        dialog.accepted.connect(lambda: self._files.import_article(dialog.raw()))
        dialog.open()

    def ask_details(self, article_id: int | None = None) -> None:
        """Correct what is known about an article (the one being read)."""
        from desktop.details_dialog import DetailsDialog

        article = self._session.article
        wanted = article_id if article_id is not None else article.id if article else None
        if wanted is not None:
            DetailsDialog.of(self._session, wanted, self._window).open()

    def ask_export(self) -> None:
        """Ask what to export and where, and do it."""
        from desktop.export_dialog import ExportDialog

        dialog = ExportDialog(self._session, self._theme, self._window, settings=self._settings)

        def accepted() -> None:
            request = dialog.request()
            self._files.export(request.format, request.folder, request.options)

        dialog.accepted.connect(accepted)
        dialog.open()

    def ask_coder(self) -> None:
        """Ask whose coding this is."""
        from desktop.coder_dialog import CoderDialog

        dialog = CoderDialog(self._session.coder_name, self._session.coder_names(), self._window)
        dialog.accepted.connect(lambda: self._files.become(dialog.name()))
        dialog.open()

    def show_import(self, report: IntakeReport) -> None:
        """Show what an import brought, beside the work."""
        from desktop.import_report import ImportReportDialog

        dialog = ImportReportDialog(report, self._window)
        dialog.article_requested.connect(self._session.show)
        dialog.labels_wanted.connect(lambda: self._files.add_held(report.held, report.held_events))
        self.beside(dialog)
        dialog.show()

    def show_exported(self, report: ExportReport) -> None:
        """Show what an export wrote, beside the work."""
        from desktop.export_dialog import ExportReportView

        view = ExportReportView(report, self._window)
        self.beside(view)
        view.show()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the project check found."""
        sentences = [finding.sentence for finding in findings]
        if not sentences:
            self._window.messages.show_message("The project is sound: every text and span was checked.", tone="good")
            return
        shown = "\n".join(sentences[:12]) + (f"\n… and {len(sentences) - 12} more" if len(sentences) > 12 else "")
        heading = f"{len(sentences):,} thing{' is' if len(sentences) == 1 else 's are'} wrong. Restore a backup."
        self._say("Check", f"{heading}\n\n{shown}")

    def show_history(self) -> None:
        """Show who did what, and when."""
        from desktop.history_dialog import HistoryDialog

        dialog = HistoryDialog(self._session, self._theme, self._window)
        dialog.article_requested.connect(self._session.show)
        self.beside(dialog)
        dialog.open_history()

    def show_keys(self) -> QDialog:
        """Show every key."""
        from desktop.key_sheet import KeySheet

        sheet = KeySheet(self._theme, self._window)
        sheet.set_keys(self._every_key())
        self.beside(sheet)
        sheet.open_sheet()
        return sheet

    def _every_key(self) -> list[tuple[str, str, str]]:
        own = [(action.menu, action.text.rstrip("…"), shown(self._keys[action.id])) for action in TABLE]
        named = [("Labels", label.name, label.key.upper()) for label in self._session.labels if label.key]
        return [*TOLD, *named, *own]

    def show_settings(
        self,
        keymap: Keymap,
        reader: ReaderView,
        set_theme: Callable[[Preference], None],
        use_keys: Callable[[], None],
        web_changed: Callable[[], None],
    ) -> QDialog:
        """Show the settings, beside the work; each takes effect at once."""
        from desktop.settings_dialog import SettingsDialog

        dialog = self._settings_dialog
        if dialog is None:
            dialog = SettingsDialog(self._settings, keymap, self._session, self._theme, self._window)
            dialog.general.coder_chosen.connect(self._files.become)
            dialog.general.theme_chosen.connect(set_theme)
            dialog.general.zoom_chosen.connect(reader.set_zoom)
            dialog.general.web_changed.connect(web_changed)
            dialog.keys.changed.connect(use_keys)
            reader.zoom_changed.connect(dialog.general.refresh)
            self._settings_dialog = dialog
        dialog.open_settings()
        return dialog

    def show_palette(self) -> None:
        """Show everything that can be done, to be found by typing."""
        actions, keys = self._window.actions_by_id, self._keys
        self.palette.open(
            [
                (action.id, f"{action.menu}: {action.text}", shown(keys[action.id]), actions[action.id].isEnabled())
                for action in TABLE
                if action.id != "palette"
            ]
        )

    def show_about(self) -> None:
        """Say what this is, and on what it runs."""
        from corpus.profile import sqlite_version

        versions = f"Dateline {__version__}\nPython {sys.version.split()[0]}, SQLite {sqlite_version()}"
        self._say(
            "About Dateline",
            f"{versions}\n\nApache-2.0. It makes no connection unless you ask for one.\nFonts: Inter, Noto (OFL). "
            "Icons: Lucide (ISC). Places: GeoNames (CC BY 4.0). Outlines: Natural Earth (public domain), "
            "world-atlas (ISC).\n"
            "The PLOVER codebook follows the manual of the Open Event Data Alliance (CC BY-SA 4.0).",
        )

    def _say(self, title: str, text: str) -> None:
        """Show a sentence in a box of its own that blocks nothing behind our back."""
        box = plain.message_box(self._window, title, text)
        self.beside(box)
        box.open()
