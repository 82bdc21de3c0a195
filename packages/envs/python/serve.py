"""The program that the bridge starts: python serve.py PARENT

It serves environments to the process PARENT by the protocol of docs/python-bridge.md, over its standard input and output,
and ends when that process does. This file runs on any Python 3, so that one that is too old can be told apart.
"""

import os
import sys


def main() -> int:
    if sys.version_info < (3, 10):
        sys.stderr.write("this is Python %d.%d; the bridge needs Python 3.10 or newer\n" % sys.version_info[:2])
        return 64
    # Protocol and messages must not mix: the environments' prints, of Python and of C alike, go to standard error.
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    # Modules of the user's own lie in the folder that the program was started in.
    sys.path.append(os.getcwd())
    from trpo_bridge.lifeline import end_with_parent

    end_with_parent(int(sys.argv[1]))
    try:
        from trpo_bridge.server import serve
    except ModuleNotFoundError as error:
        sys.stderr.write("the package %s is missing\n" % error.name)
        return 65
    serve(requests, answers)
    return 0


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    # Threads of environments must not keep the process.
    os._exit(status)
