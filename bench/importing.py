"""How long ``manage.py import_article`` takes for a long article, Python's start included."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median

from . import long_article
from .servers import BenchError
from .sites import Site, python

FORMATS = {"text": "txt", "Markdown": "md", "HTML": "html"}


def seconds(site: Site, folder: Path, times: int) -> dict[str, float]:
    """Median seconds by format; each time a new course is made."""
    found = {}
    for name, extension in FORMATS.items():
        path = folder / f"long.{extension}"
        path.write_text(long_article.make(extension))
        found[name] = median(_once(site, path, f"{name} {number}") for number in range(times))
    return found


def _once(site: Site, path: Path, title: str) -> float:
    command = ["manage.py", "import_article", str(path), "--title", title, "--new", "--json"]
    start = time.perf_counter()
    report = json.loads(python(site.environment, *command))
    taken = time.perf_counter() - start
    if len(report["lessons"]) != long_article.SECTIONS:
        raise BenchError(f"{path.name} became {len(report['lessons'])} lessons")
    return taken
