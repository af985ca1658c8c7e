"""manage.py undo_import BATCH --as USERNAME"""

import json
import sys
from uuid import UUID

from django.core.management.base import BaseCommand

from fengxian.accounts.commands import acting_person
from fengxian.ledgers.imports import NotAllowed, WrongState, undo_import
from fengxian.ledgers.models import ImportBatch


class Command(BaseCommand):
    help = "撤销一次已写入的导入；之后又改过的行保留并列出"

    def add_arguments(self, parser):
        parser.add_argument("batch", type=UUID)
        parser.add_argument("--as", dest="username", required=True)

    def handle(self, *args, batch, username, **options):
        actor = acting_person(username, None, self.stderr)
        found = ImportBatch.objects.visible_to(actor).filter(pk=batch).first()
        if found is None:
            self.stderr.write("没有这个导入批次。")
            sys.exit(2)
        try:
            undo_import(found, actor=actor)
        except (NotAllowed, WrongState) as error:
            self.stderr.write(str(error))
            sys.exit(2)
        self.stdout.write(
            json.dumps(
                {"batch": str(found.pk), "removed": found.removed, "restored": found.restored, "kept": found.kept},
                ensure_ascii=False,
            )
        )
