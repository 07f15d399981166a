from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """pgvector for meaning, trigrams and unaccent for search, btree_gist for clauses that do not overlap."""

    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [CreateExtension("vector"), TrigramExtension(), UnaccentExtension(), BtreeGistExtension()]
