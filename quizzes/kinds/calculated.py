"""A number computed from values that are drawn for each learner."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product
from random import Random
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import variables
from .alternative import Alternative
from .authoring import Formula, Line, Prose
from .base import BadResponse, Fields, Grade, Kind, Response, Spec, typed
from .expressions import ExpressionError, parse
from .fields import entries, is_text
from .listed import foreign, in_words, parts_posted
from .numbers import is_number
from .numeric import Numeric
from .quantities import TOLERANCE, UNITS, near_layout
from .variables import ANSWER

NUMERIC = Numeric()
MARKER = re.compile(r"\[\[([A-Za-z][A-Za-z0-9_]{0,20})\]\]")
NAMES = {"seed": "seed", "typed": "typed"}
FILLED = ("stem", "explanation", "hint", "working")
TRIED = 200
"""Combinations of values that are tried before a spec counts as sound."""
MOST_SEED = 2**31
DIGITS = 12
"""Significant digits to which a result is taken: what floats get wrong lies beyond."""

Values = Mapping[str, Decimal]


class Calculated(Kind):
    """A response has what was typed and the seed of the values it answers to.

    So it can be marked again at any time. Whether the seed is the one that the learner was
    given is for the caller to look at: see ``seed_of``.
    """

    name = "calculated"
    label = gettext_lazy("Number with variables")
    own_fields = (NUMERIC.own_fields - {ANSWER}) | {"variables", "expression", "working"}
    layout = (
        variables.LAYOUT,
        Line(
            "expression",
            gettext_lazy("How the answer is computed"),
            gettext_lazy("With + - * / ^, brackets, pi, e, sqrt, abs, round, min, max, sin, ln …"),
        ),
        Prose(
            "working",
            gettext_lazy("Working"),
            gettext_lazy("Shown with the right answer; [[answer]] stands for it."),
            optional=True,
        ),
        *TOLERANCE,
        *UNITS,
        near_layout(
            Formula("value", gettext_lazy("Value"), gettext_lazy("A number or an expression."))
        ),
    )
    drawn = True

    def own_problems(self, spec: Spec) -> list[str]:
        drawn, found = entries(spec, "variables", None, variables.MOST)
        if not found and not drawn:
            found.append(_("There are no variables. Without any, use the kind for numbers."))
        for number, variable in enumerate(drawn, start=1):
            found += [
                _("Variable %(number)d: %(problem)s") % {"number": number, "problem": problem}
                for problem in variables.problems(variable)
            ]
        if "working" in spec and not is_text(spec["working"]):
            found.append(_("The working must be text. Leave the field out if there is none."))
        if "tolerance" not in spec:
            found.append(_("Give a tolerance: a computed number is seldom typed exactly."))
        found = found or _expression_problems(spec) or _marker_problems(spec)
        return found or _result_problems(spec)

    def prepare(self, spec: Spec, seed: int, response: Response = None) -> dict[str, Any]:
        text = response.get("typed") if isinstance(response, Mapping) else None
        return NUMERIC.prepare(_numeric(spec, _drawn(spec, seed)), seed, text) | {"seed": seed}

    def read(self, spec: Spec, fields: Fields) -> Response:
        posted = parts_posted(fields, NAMES)
        if "typed" not in posted:
            return None
        if not posted.get("seed", "").isascii() or not posted.get("seed", "").isdigit():
            raise foreign()
        seed = int(posted["seed"][:20])
        if seed >= MOST_SEED:
            raise foreign()
        own = _numeric(spec, _drawn(spec, seed))
        text = NUMERIC.read(own, {"response": [posted["typed"]]})
        return None if text is None else {"seed": seed, "typed": text}

    def posted(self, spec: Spec, response: Response) -> Fields:
        return in_words(response, NAMES)

    def as_posted(self, spec: Spec, fields: Fields) -> Response:
        return {"typed": typed(fields, "response-typed") or ""}

    def grade(self, spec: Spec, response: Response) -> Grade:
        if response is None:
            return Grade(0.0)
        seed, text = _parts(response)
        values = _drawn(spec, seed)
        grade = NUMERIC.grade(_numeric(spec, values), text)
        return Grade(grade.fraction, tuple(_fill(spec, each, values) for each in grade.feedback))

    def key(self, spec: Spec) -> Response:
        return self.key_for(spec, 0)

    def key_for(self, spec: Spec, seed: int) -> Response:
        """A response that is fully right for the values of ``seed``."""
        return {"seed": seed, "typed": NUMERIC.key(_numeric(spec, _drawn(spec, seed)))}

    def seed_of(self, response: Response) -> int:
        return _parts(response)[0]

    def with_values(self, spec: Spec, seed: int) -> Spec:
        values = _drawn(spec, seed)
        return dict(spec) | {
            field: _fill(spec, spec[field], values) for field in FILLED if field in spec
        }

    def review(self, spec: Spec, response: Response) -> dict[str, Any]:
        seed, text = _parts(response) if response is not None else (0, "")
        values = _drawn(spec, seed)
        working = _fill(spec, spec.get("working", ""), values)
        return NUMERIC.review(_numeric(spec, values), text or None) | {"working": working}

    def told(self, spec: Spec, response: Response) -> str:
        return str(response["typed"]) if isinstance(response, Mapping) else ""

    def alternatives(self, spec: Spec, response: Response = None) -> tuple[Alternative, ...]:
        """Values differ from learner to learner; what they were reckoned by is the same."""
        if response is None:
            return (Alternative("right", spec["expression"], True, bare=True),)
        seed, text = _parts(response)
        (found,) = NUMERIC.alternatives(_numeric(spec, _drawn(spec, seed)), text)
        if found.right:
            return self.alternatives(spec)
        if not found.key.startswith("near "):
            return (Alternative("other", _("Another value"), False, bare=True),)
        formula = str(spec["near"][int(found.key.removeprefix("near "))]["value"])
        return (replace(found, text=formula),)

    def example(self) -> dict[str, Any]:
        return {
            "stem": _("A motor takes in [[p]] kW and gives off [[q]] kW. How efficient is it?"),
            "explanation": _("Efficiency is power out over power in."),
            "quote": _("of 50 kW taken in, 47.5 kW reach the shaft"),
            "variables": [
                {"name": "p", "low": 40, "high": 60, "step": 5},
                {"name": "q", "values": [36, 38.5]},
            ],
            "expression": "100 * q / p",
            "working": _("$[[q]] / [[p]] \\cdot 100 = [[answer]]$"),
            "tolerance": 0.5,
            "tolerance_kind": "absolute",
            "units": [{"name": "%"}],
            "unit_required": False,
            "near": [
                {
                    "value": "100 * (1 - q / p)",
                    "tolerance": 0.5,
                    "feedback": _("That is the share lost as heat, not the share that arrives."),
                }
            ],
        }


def _parts(response: Response) -> tuple[int, str]:
    """Seed and text. Raises BadResponse for a response of another shape."""
    if not isinstance(response, Mapping) or set(response) != {"seed", "typed"}:
        raise foreign()
    seed, text = response["seed"], response["typed"]
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < MOST_SEED:
        raise foreign()
    if not isinstance(text, str):
        raise BadResponse(_("Your answer cannot be read. Type it again."))
    return seed, text


def _drawn(spec: Spec, seed: int) -> dict[str, Decimal]:
    """The values of a seed: the same for the same variables, whatever else was edited."""
    ground = json.dumps([seed, spec["variables"]], sort_keys=True).encode()
    draw = Random(int.from_bytes(hashlib.sha256(ground).digest()[:8]))  # noqa: S311 -- no secret
    return {each["name"]: draw.choice(variables.values_of(each)) for each in spec["variables"]}


def _result(text: object, values: Values) -> float:
    """An expression's result, without what floats get wrong. Raises ExpressionError."""
    floats = {name: float(value) for name, value in values.items()}
    return float(f"{parse(str(text)).value(floats):.{DIGITS}g}")


def _numeric(spec: Spec, values: Values) -> dict[str, Any]:
    """The spec that the kind for numbers sees."""
    own = {name: spec[name] for name in NUMERIC.own_fields - {ANSWER} if name in spec}
    if "near" in own:
        own["near"] = [near | {"value": _result(near["value"], values)} for near in own["near"]]
    return own | {ANSWER: _result(spec["expression"], values)}


def _fill(spec: Spec, text: str, values: Values) -> str:
    """``text`` with the values in the places of their markers."""

    def shown(match: re.Match[str]) -> str:
        if match[1] == ANSWER:
            return _shown(Decimal(str(_result(spec["expression"], values))))
        return _shown(values[match[1]]) if match[1] in values else match[0]

    return MARKER.sub(shown, text)


def _shown(number: Decimal) -> str:
    text = f"{number.quantize(Decimal('1e-6')):f}" if abs(number) < 10**15 else str(number)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return str(number_format(text))


def _expression_problems(spec: Spec) -> list[str]:
    """What cannot be read, names that nothing stands for, names that nothing uses."""
    names = [variable["name"] for variable in spec["variables"]]
    found = [_("Two variables have the same name.")] if len(set(names)) < len(names) else []
    near, problems = entries(spec, "near", {"value", "tolerance", "feedback"}, 20)
    found += problems
    used: set[str] = set()
    for text in [spec.get("expression"), *(each.get("value") for each in near)]:
        try:
            if not isinstance(text, str) and not is_number(text):
                raise ExpressionError(_("It is missing."))
            expression = parse(str(text))
        except ExpressionError as error:
            words = {"text": str(text)[:60], "problem": error}
            found.append(_("The expression “%(text)s”: %(problem)s") % words)
            continue
        used |= expression.names
    unknown = sorted(used - set(names))
    found += [_("There is no variable “%(name)s”.") % {"name": name} for name in unknown]
    shown = {key for field in FILLED for key in MARKER.findall(str(spec.get(field, "")))}
    found += [
        _("The variable “%(name)s” is used nowhere.") % {"name": name}
        for name in names
        if name not in used | shown
    ]
    return found


def _marker_problems(spec: Spec) -> list[str]:
    known = {ANSWER, *(variable["name"] for variable in spec["variables"])}
    shown = {field: MARKER.findall(str(spec.get(field, ""))) for field in FILLED}
    found = [
        _("“[[%(name)s]]” stands for no variable.") % {"name": name}
        for name in sorted({key for keys in shown.values() for key in keys} - known)
    ]
    if ANSWER in shown["stem"] + shown["hint"]:
        found.append(_("The stem and the hint must not give the answer away."))
    return found


def _result_problems(spec: Spec) -> list[str]:
    """What goes wrong for some values: the corners are tried first, then draws."""
    for values in _trials(spec):
        said = ", ".join(f"{name} = {value}" for name, value in values.items())
        try:
            problems = NUMERIC.own_problems(_numeric(spec, values))
        except ExpressionError as error:
            problems = [str(error)]
        if problems:
            return [
                _("With %(values)s: %(problem)s") % {"values": said, "problem": problem}
                for problem in problems
            ]
    return []


def _trials(spec: Spec) -> Iterator[dict[str, Decimal]]:
    names = [variable["name"] for variable in spec["variables"]]
    choices = [variables.values_of(variable) for variable in spec["variables"]]
    ends = [sorted({min(each), max(each)}) for each in choices]
    count = 0
    for corner in islice(product(*ends), TRIED // 2):
        count += 1
        yield dict(zip(names, corner, strict=True))
    for seed in range(TRIED - count):
        yield _drawn(spec, seed)
