"""The right pane: labels with their keys, the spans of the article, the span in hand."""

from desktop.coding.label_picker import LabelPicker
from desktop.coding.panel import CodingPanel

__all__ = ["CodingPanel", "LabelPicker"]
