"""What is said about articles: labels, spans, tokens, formats. Imports no Qt."""
