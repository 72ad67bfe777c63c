"""The entry point of the image.

    ENTRYPOINT ["/usr/bin/python3", "-P", "-s", "-X", "utf8", "/opt/quantine/quantine_guest"]

Not `-I`: isolated mode ignores every PYTHON* variable, and PYTHONHASHSEED=0 is one that the host sets at create.
"""

import sys
from pathlib import Path

if not __package__:
    sys.path[0] = str(Path(__file__).parent.parent)

from quantine_guest.supervisor import main

if __name__ == '__main__':
    main()
