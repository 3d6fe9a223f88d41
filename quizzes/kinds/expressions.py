"""Arithmetic that authors write: parsed and computed here, never run as a program.

An expression has numbers, names, ``+ - * / ^``, brackets and a fixed list of functions. It can
neither loop nor reach anything, and its length and depth are limited.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

LONGEST = 500
"""Characters."""
DEEPEST = 40
TOKEN = re.compile(
    r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d{1,3})?|\.\d+)|([A-Za-z_]\w{0,30})|(.))", re.DOTALL
)
SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"}
CONSTANTS = {"pi": math.pi, "e": math.e}


def _round(value: float, digits: float = 0) -> float:
    return round(value, int(max(-300, min(300, digits))))


FUNCTIONS: Mapping[str, tuple[Callable[..., float], int, int]] = {
    "sqrt": (math.sqrt, 1, 1),
    "abs": (abs, 1, 1),
    "round": (_round, 1, 2),
    "floor": (lambda value: float(math.floor(value)), 1, 1),
    "ceil": (lambda value: float(math.ceil(value)), 1, 1),
    "min": (min, 2, 10),
    "max": (max, 2, 10),
    "sin": (math.sin, 1, 1),
    "cos": (math.cos, 1, 1),
    "tan": (math.tan, 1, 1),
    "deg": (math.radians, 1, 1),
    "ln": (math.log, 1, 1),
    "log10": (math.log10, 1, 1),
    "exp": (math.exp, 1, 1),
}
"""Each with the fewest and the most values it takes. Angles are in radians; ``deg(30)`` is 30
degrees in radians."""


class ExpressionError(ValueError):
    """An expression that cannot be read or computed. The message is for its author."""


@dataclass(frozen=True, slots=True)
class Node:
    """A number, a name, or what is done with other nodes."""

    name: str
    number: float = 0.0
    inner: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read. ``names`` are the variables it needs."""

    root: Node
    names: frozenset[str]

    def value(self, values: Mapping[str, float]) -> float:
        """The result, always finite. Raises ExpressionError where there is none."""
        try:
            result = _compute(self.root, values)
        except ExpressionError:
            raise
        except (ArithmeticError, ValueError, TypeError) as error:
            raise ExpressionError(_("It has no result for these values.")) from error
        if isinstance(result, complex) or not math.isfinite(result):
            raise ExpressionError(_("It has no result for these values."))
        return float(result)


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """Read an expression. Raises ExpressionError, which says where it fails."""
    if len(text) > LONGEST:
        raise ExpressionError(_("It is longer than %(most)d characters.") % {"most": LONGEST})
    reader = _Reader(list(_tokens(text)))
    root = reader.sum()
    reader.end()
    return Expression(root, frozenset(_names(root)))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for sign, plain in SIGNS.items():
        text = text.replace(sign, plain)
    for match in TOKEN.finditer(text.rstrip()):
        yield match[1] or match[2] or match[3], match.start(match.lastindex or 0) + 1


class _Reader:
    """Recursive descent, one method for each level of binding."""

    def __init__(self, tokens: list[tuple[str, int]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def fail(self) -> ExpressionError:
        if self.at >= len(self.tokens):
            return ExpressionError(_("It ends too early."))
        token, place = self.tokens[self.at]
        words = {"token": token, "place": place}
        return ExpressionError(_("“%(token)s” at position %(place)d is not expected.") % words)

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise self.fail()

    def sum(self) -> Node:
        node = self.product()
        while self.peek() in ("+", "-"):
            node = Node(self.take(), inner=(node, self.product()))
        return node

    def product(self) -> Node:
        node = self.signed()
        while self.peek() in ("*", "/"):
            node = Node(self.take(), inner=(node, self.signed()))
        return node

    def signed(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(_("It is nested too deeply."))
        if self.peek() == "-":
            self.take()
            node = Node("negative", inner=(self.signed(),))
        else:
            node = self.power()
        self.depth -= 1
        return node

    def power(self) -> Node:
        node = self.atom()
        if self.peek() == "^":
            self.take()
            node = Node("^", inner=(node, self.signed()))
        return node

    def atom(self) -> Node:
        first = self.peek()
        if first[:1].isdigit() or first[:1] == ".":
            return self.number()
        if first == "(":
            self.take()
            node = self.sum()
            self.expect(")")
            return node
        if not re.fullmatch(r"[A-Za-z_]\w*", first, re.ASCII):
            raise self.fail()
        self.take()
        return self.call(first) if self.peek() == "(" else Node("name:" + first)

    def number(self) -> Node:
        try:
            return Node("number", number=float(self.peek()))
        except ValueError:
            raise self.fail() from None
        finally:
            self.at += 1

    def call(self, name: str) -> Node:
        if name not in FUNCTIONS:
            known = {"name": name, "known": ", ".join(FUNCTIONS)}
            raise ExpressionError(_("There is no function “%(name)s”. Known: %(known)s.") % known)
        self.expect("(")
        inner = [self.sum()]
        while self.peek() == ",":
            self.take()
            inner.append(self.sum())
        self.expect(")")
        _function, least, most = FUNCTIONS[name]
        if not least <= len(inner) <= most:
            raise ExpressionError(_("“%(name)s” takes another number of values.") % {"name": name})
        return Node("call:" + name, inner=tuple(inner))

    def expect(self, token: str) -> None:
        if self.peek() != token:
            raise self.fail()
        self.take()


def _names(node: Node) -> Iterator[str]:
    if node.name.startswith("name:"):
        name = node.name[5:]
        if name not in CONSTANTS:
            yield name
    for inner in node.inner:
        yield from _names(inner)


def _compute(node: Node, values: Mapping[str, float]) -> float:
    if node.name == "number":
        return node.number
    if node.name.startswith("name:"):
        name = node.name[5:]
        if name in values:
            return values[name]
        if name not in CONSTANTS:
            raise ExpressionError(_("“%(name)s” has no value.") % {"name": name})
        return CONSTANTS[name]
    inner = [_compute(each, values) for each in node.inner]
    if node.name.startswith("call:"):
        return FUNCTIONS[node.name[5:]][0](*inner)
    if node.name == "negative":
        return -inner[0]
    return _OPERATIONS[node.name](*inner)


_OPERATIONS: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": math.pow,
}
