"""manage.py load_regions FILE.csv"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from fengxian.regions.services import RegionFileError, load_regions


class Command(BaseCommand):
    help = "从 CSV 载入或刷新行政区划（列：code, official_name, level, parent_code）"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        try:
            self.stdout.write(json.dumps(load_regions(file), ensure_ascii=False))
        except RegionFileError as error:
            for row, text in error.problems:
                self.stderr.write(f"第{row}行 {text}" if row else text)
            sys.exit(2)
