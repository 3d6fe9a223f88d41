#!/usr/bin/env python
"""Django's command line for evlearn."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evlearn.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        # It says what to do; the way through the code that led there would bury it.
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(problem))
