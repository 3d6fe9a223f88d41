#!/bin/sh
# Runs a Python script of this project: with the project's own environment where it works,
# else with PYTHON, else with the first Python 3.11 or newer that is found. Where all are
# older, the first one runs, so that the script can say so.
recent='import sys; sys.exit(sys.version_info < (3, 11))'
own=.venv/bin/python

if [ -n "$PYTHON" ]; then
    if ! "$PYTHON" -c '' >/dev/null 2>&1; then
        echo "There is no Python at $PYTHON. Set PYTHON to one of version 3.11 or newer." >&2
        exit 1
    fi
    exec "$PYTHON" "$@"
fi
if "$own" -c "$recent" >/dev/null 2>&1; then
    exec "$own" "$@"
fi
older=
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$name" -c "$recent" >/dev/null 2>&1; then
        exec "$name" "$@"
    fi
    if [ -z "$older" ] && "$name" -c '' >/dev/null 2>&1; then
        older=$name
    fi
done
if [ -z "$older" ]; then
    echo "Python was not found. Install Python 3.11 or newer and run this again." >&2
    exit 1
fi
exec "$older" "$@"
