"""Runs one of the bench's modules inside a site's settings and prints its result as JSON.

Usage: python -m bench.inside MODULE [ARGUMENT...], which calls MODULE.main(ARGUMENT...).
"""

from __future__ import annotations

import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    print(json.dumps(import_module(sys.argv[1]).main(*sys.argv[2:])))
