"""What all tests share: regions, people, a signed-in client; and for journeys a live server and a browser."""

import os

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import sync_playwright

from fengxian.accounts.models import User
from fengxian.regions import codes, tree
from fengxian.regions.services import load_regions
from tests.databases import Databases
from tests.live import leaves_host, serving
from tests.machine import chromium

REGIONS_CSV = settings.BASE_DIR / "fengxian/regions/data/fengxian_regions.csv"
PASSWORD = "Qinling-2024"
COUNTY, TOWN, OTHER_TOWN, VILLAGE = "610330", "610330101", "610330100", "610330101200"
BROWSER_PATIENCE_MS = 15_000
BROWSER_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


# --- the run ---

@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A skipped test proves nothing: it fails."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(worker_id):
    """One test database a process; SQLite's is a file, so that WAL and several processes are as in life."""
    default = settings.DATABASES["default"]
    name = f"test_{worker_id}"
    is_file = default["ENGINE"].endswith("sqlite3")
    default.setdefault("TEST", {})["NAME"] = str(settings.VAR / f"{name}.sqlite3") if is_file else name


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords():
    """The many made-up passwords are hashed cheaply; real hashes are still understood."""
    cheap = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[cheap, *settings.PASSWORD_HASHERS]):
        yield


@pytest.fixture(autouse=True)
def nothing_remembered(settings, tmp_path, monkeypatch):
    """Each test begins with an empty cache, without a region tree in memory, and with uploads of its own."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.MEDIA_ROOT = str(tmp_path / "media")
    monkeypatch.setattr(tree, "_held", None)


@pytest.fixture(scope="session")
def databases(tmp_path_factory, worker_id):
    """Fresh databases and copies of the demo: ``databases.empty()``, ``databases.demo()`` give a DATABASE_URL."""
    base = tmp_path_factory.getbasetemp()
    made = Databases(base if worker_id == "master" else base.parent, worker_id)
    yield made
    made.drop_all()


# --- regions and people ---

@pytest.fixture
def regions(db):
    """凤县 with its 9 towns and 70 villages and communities."""
    load_regions(REGIONS_CSV)
    return tree.tree()


@pytest.fixture
def make_user(regions):
    """``make_user("town_officer", "610330101", username=…)``: somebody who can sign in with PASSWORD."""

    def make(role: str, *region_codes: str, username: str = "") -> User:
        user = User(
            username=username or f"{role}_{User.objects.count()}", name="王建国", role=role,
            must_change_password=False,
        )
        user.set_password(PASSWORD)
        user.save()
        user.regions.set(codes.pad(code) for code in region_codes)
        return user

    return make


@pytest.fixture
def county_admin(make_user):
    return make_user("county_admin", COUNTY, username="county_admin")


@pytest.fixture
def town_officer(make_user):
    """Of 凤州镇."""
    return make_user("town_officer", TOWN, username="town_officer")


@pytest.fixture
def village_worker(make_user):
    """Of 龙口村 in 凤州镇."""
    return make_user("village_worker", VILLAGE, username="village_worker")


@pytest.fixture
def client_for():
    """``client_for(user)``: a client in which this person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


# --- journeys ---

@pytest.fixture(scope="session")
def live(databases, tmp_path_factory):
    """The served demo campaign, shared by all journeys that only read."""
    with serving(databases.demo(), tmp_path_factory.mktemp("live")) as server:
        yield server


@pytest.fixture(scope="module")
def live_to_write(databases, tmp_path_factory):
    """A served demo campaign of this file's own, for journeys that write."""
    with serving(databases.demo(), tmp_path_factory.mktemp("live")) as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    # Playwright's loop stays in this thread; the tests' own queries beside it are still made one after another.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture
def page_faults():
    """Console errors, script errors and requests to other hosts; whoever provokes some on purpose clears the list."""
    return []


@pytest.fixture
def open_page(browser, page_faults):
    """``open_page(width=390, …)``: a page in a browser window of its own; any fault in it fails the test."""
    contexts = []

    def open_one(width: int = 1280, height: int = 844, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        context.set_default_timeout(BROWSER_PATIENCE_MS)
        contexts.append(context)
        context.on("console", lambda message: message.type == "error" and page_faults.append(
            f"console: {message.text} ({message.location.get('url')})"))
        context.on("weberror", lambda error: page_faults.append(f"script: {error.error}"))
        context.on("request", lambda request: leaves_host(request.url) and page_faults.append(
            f"leaves the host: {request.url}"))
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert page_faults == []


@pytest.fixture
def page(open_page):
    """A desk's browser, 1280 wide."""
    return open_page()


@pytest.fixture
def phone(open_page):
    """A village worker's phone, 390 wide, with touch."""
    return open_page(width=390, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def sign_in():
    """``sign_in(page, live, "username")``: through the sign-in page, as one of the demo's people."""

    def go(page, live, username: str) -> None:
        page.goto(f"{live.url}/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", live.passwords[username])
        page.press("input[name=password]", "Enter")
        page.wait_for_selector("input[name=password]", state="detached")

    return go
