"""The review of suggestions: the strip under the reader, their order, and who finds them beside the window."""
