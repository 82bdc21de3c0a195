"""Ends this process when its parent ends, however that happens."""

import ctypes
import faulthandler
import os
import signal
import sys
import threading

LIFELINE = 3
"""A pipe that the parent holds open and never writes to."""


def end_with_parent(parent: int) -> None:
    """Takes all precautions that the platform has; `parent` is the parent's process id.

    The end of the lifeline is seen by a thread, while the interpreter is free to run it. On Linux the kernel also kills this
    process when the thread that started it ends, even while a C library that hangs holds the interpreter.
    """
    # A run that is interrupted at the keyboard first finishes or stores what it does; the parent then closes the pipes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    if hasattr(faulthandler, "register"):
        # The parent asks for it before it kills a process that hangs.
        faulthandler.register(signal.SIGUSR1, all_threads=False)
    if sys.platform.startswith("linux"):
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
    os.set_inheritable(LIFELINE, False)
    threading.Thread(target=_wait_for_end, name="lifeline", daemon=True).start()


def _wait_for_end() -> None:
    try:
        while os.read(LIFELINE, 1):
            pass
    except OSError:
        pass
    os._exit(0)
