"""Texts in the cells of a table that a spreadsheet will open."""

# A cell that begins so is taken for a formula by one spreadsheet or another (OWASP, “CSV injection”; the wide forms are
# those of Chinese and Japanese keyboards); an apostrophe makes it a text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
