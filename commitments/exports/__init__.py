"""Layer 3: published rows as files that people take with them and cite. Reads the published tables only.

reading.py     rows out of the database in constant memory, all of one moment
origin.py      what every file says of itself: address, date, sequence number, licence, how to cite
columns.py     the columns of the table of commitments, each with its meaning
csv_file.py xlsx_file.py json_lines.py linked_data.py   commitments in one format each
"""
