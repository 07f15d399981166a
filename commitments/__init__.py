"""The commitment tracker, in layers: a layer imports only from layers above it, and no door imports another.

    0  text/                                    bytes → text, text → clauses; pure Python, no Django
    1  models/                                  the nouns, with their constraints and triggers
    2  importing/ linking/ publishing/ searching/  the verbs: typed, keyword-only, atomic when they write
    3  filters/ corpus/ analysis/ exports/     shapes and doings shared by the doors, made of the verbs
    4  admin/ api/ pages/ management/           the doors: thin; no door imports another

What faces the public, `api/` and `pages/` with the `filters/`, `analysis/`, `searching/` and `exports/` they share,
reads from `models.register` only and never sees a draft. tests/test_layers.py enforces both rules by reading the
imports.
"""
