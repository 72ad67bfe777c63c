"""Puts the guest on the path: in a checkout it is under docker/guest."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / 'docker' / 'guest'))
