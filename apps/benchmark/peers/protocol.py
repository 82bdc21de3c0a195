"""How a peer talks to `bench`: one JSON object a line, on standard input and output.

    peer   {"ready": {"torch": "2.15.0"}}        prepared and warm; names and versions of what it measures
    bench  {"seconds": 1.0}                      measure for about this long, or the whole task once
    peer   {"measured": {"total": 1.23, "gradient": 0.4}, "coresUsed": 1.0, "peakMemoryMiB": 300}
    ...                                          until standard input ends

Instead of `ready` a peer that cannot take part says {"missing": "<package>"} or {"fault": "<what>"} and ends.
Anything else that a library prints goes to standard error.
"""

import importlib
import json
import multiprocessing
import os
import resource
import sys
import time

# The stream of the protocol is a copy of standard output; prints, even those of C libraries, go to standard error.
_OUT = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)


def say(message):
    _OUT.write(json.dumps(message) + "\n")
    _OUT.flush()


def end(message):
    say(message)
    sys.exit(0)


def require(module, package=None):
    """The module. Ends this peer when it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        # An installed package that misses one of its own is a fault to report, not a package to install.
        if getattr(error, "name", None) not in (None, module, module.split(".")[0]):
            end({"fault": f"import {module}: {error}"})
        end({"missing": package or module})


def mean_times(seconds, task):
    """Repeats a whole task, at least once, until the given seconds have passed. Gives the mean of each of its times."""
    began = time.perf_counter()
    sums, count = {}, 0
    while count == 0 or time.perf_counter() - began < seconds:
        for part, value in task().items():
            sums[part] = sums.get(part, 0.0) + value
        count += 1
    return {part: total / count for part, total in sums.items()}


def processor_seconds():
    """Processor seconds of this process and, on Linux, of its multiprocessing children that still run."""
    return time.process_time() + sum(_seconds_of(child.pid) for child in multiprocessing.active_children())


def _seconds_of(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            # After the name, which is in parentheses and may hold anything: state, ..., and as 12th and 13th utime and stime.
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory():
    """The most memory that this process has held, in MiB.

    On Linux the figure of getrusage starts at the memory that the parent process held when it started this one, so the
    kernel's account of this program alone is read instead.
    """
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 2**10
    except OSError:
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Bytes on macOS, kilobytes elsewhere.
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def serve(versions, measure):
    """Says `ready`, then measures as often as it is asked to.

    measure: seconds -> dict of numbers with the key `total`
    """
    say({"ready": versions})
    for line in sys.stdin:
        began, before = time.perf_counter(), processor_seconds()
        measured = measure(json.loads(line)["seconds"])
        cores = (processor_seconds() - before) / (time.perf_counter() - began)
        say({"measured": measured, "coresUsed": cores, "peakMemoryMiB": peak_memory()})
