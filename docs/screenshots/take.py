"""Take the screenshots of the documents from a running demo: `take.py http://127.0.0.1:8000`.

Needs what `make test` installs (playwright, Pillow) and a Chromium, at CHROMIUM or on the PATH.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
PASSWORD = "rumah-utuh-2026"  # noqa: S105  of the demo, printed at each start
HEIGHTS = {360: 780, 1280: 800}


@dataclass(frozen=True)
class Shot:
    name: str
    account: str
    path: str
    width: int
    click: str = ""  # the first link of this selector is followed first
    height: int = 0  # of the window; 0: that of a phone or an office screen


SHOTS = (
    Shot("today", "pendamping", "/hari-ini/", 360),
    Shot("household", "pendamping", "/hari-ini/", 360, "#group-urgent ~ ol .line-title a", 980),
    Shot("visit", "pendamping", "/hari-ini/", 360, "#group-late ~ ol .line-action"),
    Shot("household", "petugas", "/keluarga/?state=enrolled", 1280, "tbody a"),
    Shot("caseload", "petugas", "/dampingan/", 1280),
    Shot("desk", "dinkes", "/dinas/", 1280),
    Shot("people", "admin", "/orang/", 1280),
    Shot("import", "admin", "/daftar/baru/", 1280),
)


def sign_in(browser: Browser, base: str, shot: Shot) -> Page:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height or HEIGHTS[shot.width]},
        device_scale_factor=2 if shot.width == 360 else 1,
        locale="id-ID",
    )
    page.goto(f"{base}/hari-ini/")
    page.fill("[name=login]", shot.account)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form .btn")
    page.wait_for_load_state()
    return page


def take(page: Page, base: str, shot: Shot) -> None:
    page.goto(base + shot.path)
    if shot.click:
        page.locator(shot.click).first.click()
        page.wait_for_load_state()
    picture = Image.open(BytesIO(page.screenshot()))
    small = picture.convert("RGB").quantize(colors=64, method=Image.Quantize.MEDIANCUT)
    small.save(HERE / f"{shot.name}-{shot.width}.png", optimize=True)


def main(base: str) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SHOTS:
            page = sign_in(browser, base, shot)
            take(page, base, shot)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
