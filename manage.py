#!/usr/bin/env python3
"""The door for every command: `python3 manage.py demo` opens the shop, `python3 manage.py test` tests it.

This file is written so that an old Python can still read it and say what is missing.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WANTED = "3.11, 3.12 or 3.13"
TRY = "import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else 1)"


def other_python():
    """This will go on in a Python that fits, if this machine has one; otherwise say what to install and stop."""
    names = [
        os.path.join(HERE, ".venv", "bin", "python"),
        os.path.join(HERE, ".venv", "Scripts", "python.exe"),
        "python3.13",
        "python3.12",
        "python3.11",
    ]
    with open(os.devnull, "w") as nowhere:
        for name in names:
            try:
                fits = subprocess.call([name, "-c", TRY], stdout=nowhere, stderr=nowhere) == 0
            except OSError:
                continue
            if fits:
                os.execvp(name, [name, os.path.abspath(__file__)] + sys.argv[1:])  # noqa: RUF005
    sys.exit(
        "This is Python %d.%d; the shop needs Python %s. Install one of them and run the command again."
        % (
            sys.version_info[0],
            sys.version_info[1],
            WANTED,
        )
    )


if __name__ == "__main__":
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        other_python()
    sys.path.insert(0, HERE)
    from shop import bootstrap

    sys.exit(bootstrap.main(sys.argv))
