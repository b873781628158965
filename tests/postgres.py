"""A throw-away PostgreSQL for the tests: `python -m tests.postgres pytest …` runs a command against it."""

import os
import signal
import subprocess
import sys

from gongkai.interfaces.jobs.throwaway_postgres import bindir, running


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL of a fresh server; `--found` only says whether there is one."""
    if command == ["--found"]:
        return 0 if bindir() else 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running() as url:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url, "GONGKAI_TEST_DB": "postgres"})
        try:
            return child.wait()
        except BaseException:
            child.terminate()
            child.wait()
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
