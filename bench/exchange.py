"""How long 5,000 questions take into a course and out of it, and how much memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from .servers import BenchError
from .sites import ROOT, Site

QUESTIONS = 5000
COURSE = "renault"
FORMS = [
    "[html]<p>Which part of motor {n} <b>turns</b> at \\\\(n_{n}\\\\)?</p>{{\n"
    "=The rotor#Yes\\: the field takes it along.\n~The stator#It is fixed to the housing.\n"
    "~The housing#It holds all else.\n~The winding#It lies in the stator.\n"
    "####The rotor is the part that turns.\n}}",
    "What carries current in motor {n}?{{~%50%The winding#Yes. ~%50%The brushes#Yes."
    " ~%-50%The housing#No. ~%-50%The fan#No. ####What is wound, and what leads to it.}}",
    "The stator of motor {n} stands still.{{T#It does.#Right.####It is fixed to the housing.}}",
    "How many poles has motor {n}?{{#=4:0 =%0%2:0#Those are pairs.####Two pairs.}}",
    "What is the turning part of motor {n} called?{{=rotor =armature =%0%stator#That stands."
    "####The rotor.}}",
]
"""Questions in GIFT for any number n."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command: its seconds and seconds of processor time, Python's start included, and its peak
    memory in MB."""

    seconds: float
    cpu: float
    memory: float


def runs(site: Site, folder: Path) -> dict[str, Run]:
    """The commands in the order in which an author would use them, by what they do."""
    bank, changed, out = folder / "bank.gift", folder / "changed.gift", folder / "out"
    text = "".join(
        f"::Motor {n}::{FORMS[n % len(FORMS)].format(n=n)}\n\n" for n in range(QUESTIONS)
    )
    bank.write_text(text)
    changed.write_text(text.replace(" motor ", " engine "))
    bring = ["import_questions", "--course", COURSE, "--json"]
    take = ["export_questions", "--course", COURSE, "--output"]
    found = dict(
        [
            _run(site, "import of 5000 GIFT questions", *bring, str(bank)),
            _run(site, "the same file again", *bring, str(bank)),
            _run(site, "with every stem changed", *bring, str(changed)),
            _run(site, "export of them as GIFT", *take, f"{out}.gift", "--format", "gift"),
            _run(site, "export of them as JSON", *take, f"{out}.json"),
        ]
    )
    if len(json.loads(Path(f"{out}.json").read_bytes())["questions"]) < QUESTIONS:
        raise BenchError("not all questions came out again")
    return found


def _run(site: Site, what: str, *command: str) -> tuple[str, Run]:
    start = time.perf_counter()
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            env=site.environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        _pid, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise BenchError(f"{' '.join(command)} failed:\n{said.read()[-3000:].decode()}")
    return what, Run(taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
