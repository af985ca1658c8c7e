"""The database itself refuses to change or delete the trail, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from fengxian.audit.models import Act, Change, Entry
from fengxian.audit.trail import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(county_admin):
    change = Change(kind="people", object_id=county_admin.pk, act=Act.UPDATE, version=1, diff=[["姓名", "甲", "乙"]])
    return record(Act.PEOPLE, actor=county_admin, label="王建国", changes=[change])


@pytest.mark.parametrize("model", [Entry, Change])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_nobody_can_change_or_delete_the_trail_through_the_models(entry, model, act):
    rows = model.objects.all()
    with pytest.raises(DatabaseError, match="审计记录只增不改"), transaction.atomic():
        rows.update(act=Act.CREATE) if act == "update" else rows._raw_delete(rows.db)
    assert model.objects.count() == 1


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET label = 'x'", "DELETE FROM audit_entry", "UPDATE audit_change SET version = 9",
    "DELETE FROM audit_change",
])
def test_nobody_can_change_or_delete_the_trail_by_hand(entry, statement):
    with pytest.raises(DatabaseError, match="审计记录只增不改"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
