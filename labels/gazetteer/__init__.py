"""The offline gazetteer: towns, first-level divisions and countries of the world, by any of their names.

Data: GeoNames, CC BY 4.0. The file is built by packaging/build_gazetteer.py and is no part of the checkout; without it
the program works on, with the project's own places alone.
"""

from labels.gazetteer.reader import Candidate, Gazetteer, open_default

__all__ = ["Candidate", "Gazetteer", "open_default"]
