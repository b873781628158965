"""A real Chromium on a real site: `page` for the desk, `phone` for the pocket, `shot` and `axe` to look closely."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "test-results" / "screens"
DOCS = ROOT / "docs" / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The first draws no window that nobody sees.
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome", "chrome")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATIENCE = 10_000  # milliseconds


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser():
    # Playwright's synchronous interface keeps an event loop in this thread; the ORM is still used in turn.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, started once."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail("没有找到 Chromium。请安装，例如：apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def _window(chromium, width, height, **options):
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", **options
    )
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def live_site(live_server):
    """Address of the real WSGI application, page store included, without a slash at the end."""
    return live_server.url


@pytest.fixture
def page(chromium, live_site):
    """A desk's window, 1280 × 900; fails the test when the page reports an error or leaves the site."""
    yield from _watched(_window(chromium, 1280, 900), live_site)


@pytest.fixture
def phone(chromium, live_site):
    """A phone's window, 390 × 844, with a finger."""
    yield from _watched(_window(chromium, 390, 844, has_touch=True, is_mobile=True), live_site)


def _watched(context, live_site):
    page, trouble = context.new_page(), []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "console", lambda message: trouble.append(message.text) if "Content Security Policy" in message.text else None
    )
    page.on("request", lambda request: trouble.append(request.url) if _foreign(request.url, live_site) else None)
    yield page
    context.close()
    assert trouble == []


def _foreign(url, live_site):
    return not url.startswith((live_site + "/", "data:", "blob:", "about:"))


@pytest.fixture
def shot():
    """`shot(page, name)`: a screenshot in test-results/screens, and in docs/images with GONGKAI_SHOTS=docs."""

    def take(page, name):
        folders = [SCREENS, DOCS] if os.environ.get("GONGKAI_SHOTS") == "docs" else [SCREENS]
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True, animations="disabled")
        return SCREENS / f"{name}.png"

    return take


@pytest.fixture(scope="session")
def axe():
    """`axe(page)`: no finding against WCAG 2.2 AA."""
    engine = Axe()

    def check(page):
        found = engine.run(
            page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        ).response["violations"]
        said = [
            f"{finding['id']}: {finding['help']} — {' | '.join(str(node['target']) for node in finding['nodes'][:4])}"
            for finding in found
        ]
        assert said == [], "\n".join([page.url, *said])

    return check
