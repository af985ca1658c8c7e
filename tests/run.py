"""python tests/run.py sqlite|postgres [pytest arguments]: the suite on one database.

Settings read DATABASE_URL before any conftest is heard, so the database is up and named before pytest starts.
All that the run writes lies in a temporary folder, and nothing that it started is left when it ends.
"""

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from fengxian.web.children import end_child, start_child  # noqa: E402
from tests import postgres  # noqa: E402

# What a person's own shell may say about where the system runs is not for the tests.
NOT_INHERITED = ("MEDIA_ROOT", "CACHE_URL", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "TASKS_BACKEND")
# Two processes, which two cores keep busy; the tests of one file stay in one of them and share its server.
SPREAD = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
ENDS_WITHIN_SECONDS = 60


@contextmanager
def sqlite(folder: Path):
    yield f"sqlite:///{folder / 'fengxian.sqlite3'}"


@contextmanager
def database(kind: str, folder: Path):
    with sqlite(folder) if kind == "sqlite" else postgres.server() as url:
        yield url


def environment(kind: str, url: str, folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return inherited | {
        "FENGXIAN_ENV": "development", "FENGXIAN_VAR": str(folder), "FENGXIAN_TEST_DATABASE": kind,
        "DATABASE_URL": url, "PLAIN_STATIC": "0",
    }


def run(*arguments: str, env: dict[str, str]) -> int:
    """Runs Python so; whatever ends this process early ends that one first, with all that it started."""
    process = start_child([sys.executable, *arguments], cwd=ROOT, env=env)
    try:
        return process.wait()
    finally:
        end_child(process, ENDS_WITHIN_SECONDS, signals=(signal.SIGINT,))


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in {"sqlite", "postgres"}:
        sys.exit(__doc__)
    kind, *arguments = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with TemporaryDirectory(prefix="fengxian-test-") as name, database(kind, Path(name)) as url:
        print(f"\n== {kind} ==", flush=True)
        env = environment(kind, url, Path(name))
        # As in life: a page that names a static file that does not exist is an error.
        collected = run("manage.py", "collectstatic", "--no-input", "--verbosity", "0", env=env)
        return collected or run(
            "-m", "pytest", *SPREAD, "--basetemp", str(Path(name) / "pytest"), *arguments, env=env
        )


if __name__ == "__main__":
    sys.exit(main())
