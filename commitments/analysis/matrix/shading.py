"""How dark a cell is: it only supports the number, which is always written too."""

from .counting import Matrix

# Enough to see where much is; more could not be told apart.
SHADES = 5


def shade_of(number: int, largest: int) -> int:
    """0 for none; else 1 to SHADES by the share in the largest cell, so that a single one is seen already."""
    return -(-number * SHADES // largest) if largest else 0


def largest_cell(matrix: Matrix) -> int:
    return max((number for cells in matrix.cells for number in cells), default=0)
