"""Layer 2: what somebody types → published commitments and clauses, with why. Imports `text/` and published models.

parsing.py    the query language: what is typed → a Query, a plain value; pure
stemming.py   a Query → tsqueries of PostgreSQL, through the stemmers of all languages
finding.py    words and meaning → hits in one order, in one statement
mending.py    mistyped words → words of the register
marking.py    a hit → why it is one, and the passage that shows it
counting.py   facets: how many of what is found have what
nearest.py    what is near in meaning to a commitment

What a search may find is given to it as querysets, which filters/ makes: it knows no filter itself.
"""
