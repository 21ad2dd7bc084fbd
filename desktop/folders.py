"""Where this user's Dateline files lie."""

from corpus.folders import data_folder

__all__ = ["data_folder"]
