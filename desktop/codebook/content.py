"""All that the page shows, read from the project at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus import facets
from corpus.progress import Progress, silent
from corpus.store import Store
from desktop.codebook import entries
from desktop.codebook.entries import Entry, Section
from labels import event_types, labels, roles
from labels.event_type import EventType
from labels.label import Label
from labels.role import Role

KINDS = frozenset(("label", "event_type", "role", "role_label", "type_role"))  # of changes that bear on the codebook
CODED = frozenset(("span", "event", "argument", "article"))  # of those that bear on its counts
SMALL = 2_000  # articles: the spans of so many are counted at once
Counts = Mapping[Section, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Content:
    """The codebook of a project, retired parts too.

    Attributes:
        own: roles (id, required) of the event types that say which they have.
        counts: how often each label, type and role is coded; nothing while that is being counted.
    """

    labels: Sequence[Label] = ()
    types: Sequence[EventType] = ()
    roles: Sequence[Role] = ()
    own: Mapping[int, Sequence[tuple[int, bool]]] = field(default_factory=dict)
    counts: Counts = field(default_factory=dict)

    def entries(self, section: Section, *, retired: bool) -> list[Entry]:
        """Return the rows of a section; the retired ones too when asked."""
        counts = self.counts.get(section)
        if section == "label":
            found = entries.of_labels(self.labels, counts)
        elif section == "event_type":
            found = entries.of_types(self.types, counts)
        else:
            found = entries.of_roles(self.roles, counts, {label.id: label.colour for label in self.labels})
        return [entry for entry in found if retired or not entry.retired]

    def count(self, section: Section) -> int:
        """Return how many are on offer."""
        return sum(not each.retired for each in self._all(section))

    def retired(self, section: Section) -> int:
        """Return how many are retired."""
        return sum(each.retired for each in self._all(section))

    def _all(self, section: Section) -> Sequence[Label | EventType | Role]:
        found: dict[Section, Sequence[Label | EventType | Role]] = {
            "label": self.labels,
            "event_type": self.types,
            "role": self.roles,
        }
        return found[section]

    def label(self, label_id: int | None) -> Label | None:
        """Return a label, None when it is gone."""
        return next((each for each in self.labels if each.id == label_id), None)

    def type(self, type_id: int | None) -> EventType | None:
        """Return an event type, None when it is gone."""
        return next((each for each in self.types if each.id == type_id), None)

    def role(self, role_id: int | None) -> Role | None:
        """Return a role, None when it is gone."""
        return next((each for each in self.roles if each.id == role_id), None)


def read(store: Store, counts: Counts) -> Content:
    """Return the codebook of a project; labels whose adding was undone are left out."""
    return Content(
        labels=sorted(labels.by_name(store).values(), key=lambda label: (label.position, label.id)),
        types=event_types.all_types(store, retired=True),
        roles=roles.all_roles(store, retired=True),
        own=roles.of_types(store),
        counts=counts,
    )


def read_counts(store: Store, *, progress: Progress = silent) -> Counts:
    """Return how often each part is coded; seconds where there are millions of spans.

    Raises:
        Cancelled: `progress` asked to stop.
    """
    return {
        "label": labels.counts(store, progress=progress),
        "event_type": event_types.counts(store),
        "role": roles.counts(store),
    }


def is_large(store: Store) -> bool:
    """Whether counting takes longer than a frame."""
    return len(facets.ids(store, "article")) > SMALL
