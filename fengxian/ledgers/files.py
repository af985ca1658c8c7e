"""Workbooks that leave by a view: written to a folder that is gone when the answer is, named as the bureau names them."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils import timezone

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book_name(what: str) -> str:
    """凤县民政局-走访台账-20240228.xlsx"""
    return f"{settings.BUREAU_NAME}-{what}-{timezone.localdate():%Y%m%d}.xlsx"


def send_workbook(name: str, write: Callable[[Path], object]) -> FileResponse:
    """Has the workbook written and sends it as a download under that name."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "book.xlsx"
        write(out)
        return FileResponse(out.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """The uploaded file as a path, wherever Django keeps it."""
    if hasattr(file, "temporary_file_path"):
        yield Path(file.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
