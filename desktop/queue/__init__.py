"""The Queue page: who codes which articles, how far they are, and at what pace they go."""

from desktop.queue.page import QueuePage

__all__ = ["QueuePage"]
