"""Places in the window: the picker that links words to a place, the form of the desk's own places, their list."""
