"""Articles from the web: asked for in a window of their own, looked over, and only then added to the project."""
