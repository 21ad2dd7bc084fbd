"""Whether this person's Dateline may connect to the web: never before a clear yes, not at all when that is chosen.

Kept in the settings of this computer. Whoever fetches asks here first.
"""

from __future__ import annotations

from corpus.errors import UserError
from desktop.settings import Settings

_FORBIDDEN = "web/forbidden"  # "yes": no connection is ever made
_AGREED = "web/agreed"  # "yes": the question of the first time was answered so


def is_forbidden(settings: Settings) -> bool:
    """Whether no connection may be made; any other value than a clear no counts as forbidden."""
    return settings.text(_FORBIDDEN, "no") != "no"


def forbid(settings: Settings, *, forbidden: bool) -> None:
    """Forbid connections altogether, or allow them again; then the first one is asked about anew."""
    settings.set(_FORBIDDEN, "yes" if forbidden else "no")
    if forbidden:
        settings.remove(_AGREED)


def has_agreed(settings: Settings) -> bool:
    """Whether the question of the first time was answered with yes."""
    return settings.text(_AGREED) == "yes"


def agree(settings: Settings) -> None:
    """Remember the yes."""
    settings.set(_AGREED, "yes")


def check(settings: Settings) -> None:
    """Do nothing where connections are allowed.

    Raises:
        UserError: they are forbidden.
    """
    if is_forbidden(settings):
        raise UserError("Connections to the web are forbidden in the settings of this computer; allow them there.")
