"""What the browser tests need of the machine: Chromium, and a font with Chinese characters.

Run by ``make test``: installs what is missing as root on Debian or Ubuntu, else names the one line to run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FONT_FOLDER = Path("/usr/share/fonts")


def chromium() -> str | None:
    """Where the machine's Chromium is."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def missing_packages() -> list[str]:
    fonts = any(FONT_FOLDER.rglob("*CJK*"))
    return ([] if chromium() else ["chromium"]) + ([] if fonts else ["fonts-noto-cjk"])


def install(packages: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], check=True, env=environment, stdin=subprocess.DEVNULL)


def main() -> None:
    missing = missing_packages()
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"测试还缺：{'、'.join(missing)}。请先执行：sudo apt-get install -y {' '.join(missing)}")
    install(missing)
    if left := missing_packages():
        sys.exit(f"装不上：{'、'.join(left)}")


if __name__ == "__main__":
    main()
