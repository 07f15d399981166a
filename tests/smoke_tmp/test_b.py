import pytest
from django.db import connection
from commitments.models import RegisterEntry
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]
def test_db(db): assert RegisterEntry.objects.count()==499; print(connection.settings_dict["NAME"])
def test_tr(transactional_db): RegisterEntry.objects.create(sequence=1001,kind="x",key="x",action="withdraw",version=1,at="2020-01-01T00:00:00Z",person="x",hash="x"); print(connection.settings_dict["NAME"])
def test_tr2(live_server):
    import urllib.request
    print(urllib.request.urlopen(live_server.url+"/api/v1/commitments/?page_size=1").read()[:20])
    assert RegisterEntry.objects.count()==499
def test_db3(db): assert RegisterEntry.objects.count()==499; print(connection.settings_dict["NAME"])
