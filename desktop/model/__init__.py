"""The Model page: training, what a model is worth, and what more coding would bring."""

from desktop.model.feed import TrainingFeed
from desktop.model.page import ModelPage
from desktop.model.work import WorkTable

__all__ = ["ModelPage", "TrainingFeed", "WorkTable"]
