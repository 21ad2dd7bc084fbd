"""Articles and the project file they live in. Imports neither Qt nor spaCy."""

__version__ = "0.1.0"
