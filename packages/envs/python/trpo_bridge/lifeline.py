"""Ends this process when its parent ends, however that happens."""

import ctypes
import faulthandler
import os
import signal
import sys
import threading
from typing import Any

NOT_A_CHILD = 66
"""The exit code where the parent is not the process that was named."""

LIFELINE = 3
"""A pipe that the parent holds open and never writes to."""


def end_with_parent(parent: int) -> None:
    """Takes all precautions that the platform has; `parent` is the parent's process id.

    The end of the lifeline is seen by a thread, while the interpreter is free to run it. On Linux the kernel also kills this
    process when the thread that started it ends, even while a C library that hangs holds the interpreter.
    """
    # A signal to the whole group is the parent's to act on: a run first finishes or stores what it does, and then closes the
    # pipes. The lifeline, the death signal and SIGKILL still end this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Processes that environments start inherit what is ignored, but no handlers: they can still be terminated.
    _handle(lambda *_: None)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: _handle(signal.SIG_DFL))
    faulthandler.enable()
    if hasattr(faulthandler, "register"):
        # The parent asks for it before it kills a process that hangs.
        faulthandler.register(signal.SIGUSR1, all_threads=False)
    if sys.platform.startswith("linux"):
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        actual = os.getppid()
        if actual != parent:
            sys.stderr.write(
                f"this process was started by process {actual} instead of {parent}, which has ended or has started Python by "
                "way of another program; a script that stands for an interpreter must run it by exec\n"
            )
            sys.stderr.flush()
            os._exit(NOT_A_CHILD)
    os.set_inheritable(LIFELINE, False)
    threading.Thread(target=_wait_for_end, name="lifeline", daemon=True).start()


def _handle(handler: Any) -> None:
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)


def _wait_for_end() -> None:
    try:
        while os.read(LIFELINE, 1):
            pass
    except OSError:
        pass
    os._exit(0)
