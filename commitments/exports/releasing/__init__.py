"""Dated releases of the whole register: files that describe themselves, the same bytes for the same register.

releases.py     a release as a folder: making one, finding those there are
data_files.py   the rows: commitments, documents, texts, clauses, links, vocabularies, the chain
tables.py       the columns of the tables besides that of commitments
codebook.py     what every column and field means, from the columns and the models
describing.py   datapackage.json, DCAT, CITATION.cff, README
changelog.py    what the register says since the release before
"""
