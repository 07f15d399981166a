"""Sets of names written as text, so that long ones stay readable."""


def names(written: str) -> frozenset[str]:
    """`"ol ul dl"` → the three names."""
    return frozenset(written.split())
