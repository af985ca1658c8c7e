"""manage.py import_ledger KIND FILE.xlsx --as USERNAME [--commit] [--skip-errors] [--errors OUT.xlsx]"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from fengxian.accounts.commands import acting_person
from fengxian.ledgers.error_book import write_error_book
from fengxian.ledgers.imports import NotAllowed, check_import, commit_import, start_import
from fengxian.ledgers.models import ImportState
from fengxian.ledgers.registry import ORDER


class Command(BaseCommand):
    help = "检查一本台账，加 --commit 则写入"

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=ORDER)
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="username", required=True)
        parser.add_argument("--commit", action="store_true")
        parser.add_argument("--skip-errors", action="store_true")
        parser.add_argument("--errors", type=Path)

    def handle(self, *args, kind, file, username, commit, skip_errors, errors, **options):
        actor = acting_person(username, f"{kind}.import", self.stderr)
        if not file.is_file():
            self.stderr.write(f"没有这个文件：{file}")
            sys.exit(2)
        try:
            batch = start_import(actor=actor, kind=kind, path=file, file_name=file.name)
        except NotAllowed as error:
            self.stderr.write(str(error))
            sys.exit(2)
        outcome = commit_import(batch, skip_errors=skip_errors) if commit else check_import(batch)
        committed = outcome.batch.state == ImportState.COMMITTED
        self.stdout.write(json.dumps(outcome.as_json(committed), ensure_ascii=False))
        if outcome.batch.state == ImportState.REFUSED:
            self.stderr.write(outcome.batch.refusal)
            sys.exit(2)
        if errors and outcome.batch.rejected:
            write_error_book(file, outcome.reading, outcome.checked, errors)
        sys.exit(1 if outcome.batch.rejected else 0)
