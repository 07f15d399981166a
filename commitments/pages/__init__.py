"""Layer 4, a door: the public pages, rendered on the server from published rows; they need no JavaScript and set no cookie.

Of the project it imports `models.register`, `models.choices`, `models.translations`, `filters` and `text` only: never a draft, never
another door. Inside, imports run one way:

    reading                                      the source text → blocks with marks; pure
    wording ◀ figures ◀ trees, filtering, rows   stored JSON → words in the reader's language
    paging                                       a list → one page of it
    all of these ◀ views ◀ urls
"""
