"""The Intake page: what came in and what did not, details put right in bulk, near-copies."""

from desktop.intake.page import IntakePage

__all__ = ["IntakePage"]
