"""Times Bandit's run over a folder, without its start and its report, by its own API:

    python3 tests/bench/bandit-run.py FOLDER

with the Python that has Bandit installed. Prints the median of three runs in milliseconds; the first has put the files
into the memory of the system.
"""

import logging
import statistics
import sys
import time

from bandit.core import config, manager


def run(folder):
    bandit = manager.BanditManager(config.BanditConfig(), "file")
    bandit.discover_files([folder], True)
    start = time.perf_counter()
    bandit.run_tests()
    return (time.perf_counter() - start) * 1000


logging.disable(logging.CRITICAL)
print(statistics.median(run(sys.argv[1]) for _ in range(3)))
