"""Layer 4, a door: the public pages, rendered on the server from published rows, without JavaScript or cookies.

Of the project it imports `models.register`, `models.choices`, `models.translations`, `filters`, `analysis` and `text`
only: never a draft, never another door. Inside, imports run one way:

    reading ◀ marking                  the source text → steps; pure; their HTML
    wording ◀ rows                     stored JSON → words in the reader's language
    rows ◀ timelines; wording ◀ drawing   a lineage → what its page says; its picture, place by place
    wording, figures ◀ trees, filtering
    paging, rendering                  a list → one page of it; a template → an answer
    all of these ◀ views ◀ urls
"""
