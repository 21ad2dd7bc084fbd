"""The project's actors on screen: the list with its form, and the picker that links words to an actor."""

from desktop.actors.dialog import ActorsDialog
from desktop.actors.picker import ActorPicker

__all__ = ["ActorPicker", "ActorsDialog"]
