"""Bubble sheets read from scans and photos; needs the extra `scan`."""

from importlib.util import find_spec


def is_there() -> bool:
    """Return whether what reads pictures is installed."""
    return all(find_spec(name) is not None for name in ("cv2", "numpy", "PIL"))
