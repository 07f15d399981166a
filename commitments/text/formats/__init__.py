"""One module for each format: bytes or characters → text with hints. `reading` chooses among them.

hints, limits, errors ◀ blocks, encodings, sniffing, marks ◀ plain, markdown, html, docx, pdf, akn ◀ reading
"""
