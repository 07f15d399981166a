"""Layer 0: bytes → text, text → clauses with offsets, quotations found again. It imports nothing of the project.

Every other layer may import from here; nothing here imports Django or another layer. Inside, imports run one way:

    errors, hints, limits ◀ formats ◀ languages, trimming ◀ reading ◀ outlining
    spelling, heads ◀ words ◀ wording ◀ numbering ◀ segmenting ◀ outlining
    labels ◀ lines, sequences, nodes ◀ placing ◀ building ◀ segmenting
    contents, notes, inlines, ordering, hinting, formulas, doubts ◀ segmenting
    operations, renaming ◀ editing; pairing: an editor's changes, and the same clause in another text
    errors ◀ anchoring
    folding ◀ tokens, instruments, symbols ◀ names, generic, articles ◀ referring: other documents that a text names

`read` takes the text out of a file, `segment` finds its clauses, `outline` is both as a plain value for a dry run;
`find_mentions` names the instruments that a text cites; `quote` and `find_quote` keep citations in place when a text
is corrected. Offsets are Unicode code points, start included, end excluded. Whatever is wrong with a document is a
`TextError` that tells an editor what to do.
"""

from commitments.text.akomantoso import to_akoma_ntoso
from commitments.text.anchoring import Anchor, Quote, find_quote, quote
from commitments.text.clauses import ClauseSpan, Segmentation
from commitments.text.errors import TextError
from commitments.text.folding import fold
from commitments.text.hints import Hint
from commitments.text.languages import Direction, direction, normalise_language, primary_language
from commitments.text.limits import Limits
from commitments.text.outlining import Outline, OutlinedClause, clauses_of, outline
from commitments.text.reading import SourceText, read
from commitments.text.segmenting import segment

__all__ = [
    "Anchor",
    "ClauseSpan",
    "Direction",
    "Hint",
    "Limits",
    "Outline",
    "OutlinedClause",
    "Quote",
    "Segmentation",
    "SourceText",
    "TextError",
    "clauses_of",
    "direction",
    "find_quote",
    "fold",
    "normalise_language",
    "outline",
    "primary_language",
    "quote",
    "read",
    "segment",
    "to_akoma_ntoso",
]
