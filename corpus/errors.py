"""Trouble a person can cause and mend; anything else that is raised is our bug."""


class UserError(Exception):
    """Carries one plain sentence that names the file or thing and what to do about it."""


class ReadOnlyError(UserError):
    """The project file cannot be written; nothing was changed."""
