"""Times Bandit's run over a folder, without its start and its report, by its own API:

    python3 tests/bench/bandit-run.py FOLDER

with the Python that has Bandit installed. Prints milliseconds.
"""

import logging
import sys
import time

from bandit.core import config, manager

logging.disable(logging.CRITICAL)
bandit = manager.BanditManager(config.BanditConfig(), "file")
bandit.discover_files([sys.argv[1]], True)
start = time.perf_counter()
bandit.run_tests()
print((time.perf_counter() - start) * 1000)
