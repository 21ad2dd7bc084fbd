"""Codebooks of other programs, read as ours: one module each, with `parse(raw, *, where) -> Codebook`."""
