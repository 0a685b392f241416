"""What looks like a phone number in a text: no writer breaks one over two lines."""

from __future__ import annotations

import re

NUMBER = re.compile(r"(?<!\w)\+?\(?\d[\d() ./-]{2,18}\d")
