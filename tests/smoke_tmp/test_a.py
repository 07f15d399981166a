import pytest
from django.db import connection
from commitments.models import RegisterEntry
def test_db(db): assert RegisterEntry.objects.count()==0; print(connection.settings_dict["NAME"])
def test_tr(transactional_db): RegisterEntry.objects.create(sequence=1,kind="x",key="x",action="withdraw",version=1,at="2020-01-01T00:00:00Z",person="x",hash="x"); print(connection.settings_dict["NAME"])
def test_tr2(transactional_db): assert RegisterEntry.objects.count()==0
