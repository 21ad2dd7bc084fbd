"""What suggestions are called on screen."""

from __future__ import annotations

from desktop.review.order import group
from labels.suggestion import Suggestion


def badge(score: float) -> str:
    """Return a score as it stands by a name: "0.93", never "1.00" for what is not quite sure."""
    return f"{min(score, 0.99):.2f}" if score < 1 else "1"


def told(suggestion: Suggestion) -> str:
    """Return what the tooltip says: who proposes it, how sure that is, why, and who else."""
    lines = [f"Suggested by {group(suggestion.origin)}, score {badge(suggestion.score)}"]
    if suggestion.reason:
        lines.append(suggestion.reason[:1].upper() + suggestion.reason[1:])
    others = [name for origin in suggestion.others if (name := group(origin)) != group(suggestion.origin)]
    if others:
        lines.append(f"Also: {', '.join(dict.fromkeys(others))}")
    return "\n".join(lines)
