"""The tables of the project file, one script for each format; a released one is never edited."""
