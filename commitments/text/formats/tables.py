"""Tables as text: row by row, the cells of a row in one line where they are one line each."""

from commitments.text.formats.blocks import TYPED_LABEL, Block

# A first cell this short that is a label and nothing else labels the row, as in laws set as tables.
_LONGEST_LABEL = 16


def is_label(text: str) -> bool:
    """Whether a text is a typed label and nothing else: `(a)`, `1.`, `•`."""
    match = TYPED_LABEL.match(text) if len(text) <= _LONGEST_LABEL else None
    return match is not None and not text[match.end() :].strip(" .)")


def row(cells: list[list[Block]], depth: int = 0) -> list[Block]:
    """The blocks of a row, given those of its cells. `depth` is that of the list around the table."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return filled[0] if filled else []
    label = filled[0][0].text.strip() if len(filled[0]) == 1 else ""
    if is_label(label):
        first, *others = [block for cell in filled[1:] for block in cell]
        if all(len(cell) == 1 for cell in filled):
            return [Block(f"{label} " + "\t".join(cell[0].text for cell in filled[1:]), "", 0)]
        return [Block(f"{label} {first.text}", "", 0), *others]
    if all(len(cell) == 1 and "\n" not in cell[0].text and cell[0].kind in ("", "plain") for cell in filled):
        text = "\t".join(cell[0].text for cell in filled)
        return [Block(text, "" if TYPED_LABEL.match(text) else "plain", depth)]
    return [block for cell in filled for block in cell]
