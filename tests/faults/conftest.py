"""The terminal and the typist live with the other terminal tests."""

from __future__ import annotations

import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pty"))
