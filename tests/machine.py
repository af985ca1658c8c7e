"""What the browser tests need of the machine: Chromium, and a font with Chinese characters.

Run by ``make test``: installs what is missing as root on Debian or Ubuntu, else names the one line to run.
"""

import os
import shutil
import subprocess
import sys

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FONTS = "fonts-noto-cjk"


def chromium() -> str | None:
    """Where the machine's Chromium is."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def missing_packages() -> list[str]:
    missing = [] if chromium() else ["chromium"]
    status = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", FONTS], capture_output=True, text=True)
    return missing if status.stdout.endswith(" installed") else [*missing, FONTS]


def install(packages: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], check=True, env=environment, stdin=subprocess.DEVNULL)


def main() -> None:
    missing = missing_packages()
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit(f"测试还缺：{'、'.join(missing)}。请先执行：sudo apt-get install -y {' '.join(missing)}")
    install(missing)
    if left := missing_packages():
        sys.exit(f"装不上：{'、'.join(left)}")


if __name__ == "__main__":
    main()
