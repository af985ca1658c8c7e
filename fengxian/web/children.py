"""Child processes that never outlive the process that started them."""

import ctypes
import signal
import subprocess
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def start_child(arguments: Sequence[str], end_with: int = signal.SIGTERM, **options) -> subprocess.Popen:
    """Starts the command in a process group of its own, so that Ctrl-C reaches the parent alone.

    Should the parent be killed outright, the kernel sends ``end_with`` to the child.
    Ctrl-C is heard again by what a script has put into the background, where shells mute it.
    """
    libc = ctypes.CDLL(None)

    def prepare() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, end_with)
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return subprocess.Popen(arguments, process_group=0, preexec_fn=prepare, **options)  # noqa: PLW1509


def end_child(child: subprocess.Popen, patience: float, signals: Sequence[int] = (signal.SIGTERM,)) -> None:
    """Sends each signal in turn, waiting ``patience`` seconds after each; then kills."""
    for number in signals:
        if child.poll() is not None:
            return
        child.send_signal(number)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    if child.poll() is None:
        child.kill()
        child.wait()
