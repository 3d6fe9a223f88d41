"""What the signs of a word processor's equations are called in TeX."""

from __future__ import annotations

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι"
    " kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ"
    " upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π"
    " Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_OPERATORS = (
    "pm ± mp ∓ times × div ÷ cdot ⋅ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗"
    " odot ⊙ wedge ∧ vee ∨ cap ∩ cup ∪ setminus ∖ le ≤ ge ≥ ll ≪ gg ≫ ne ≠ equiv ≡ approx ≈"
    " cong ≅ sim ∼ simeq ≃ propto ∝ in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇"
    " mid ∣ parallel ∥ perp ⊥ vdash ⊢ models ⊨ neg ¬ forall ∀ exists ∃ partial ∂ nabla ∇"
    " infty ∞ emptyset ∅ angle ∠ triangle △ prime ′ therefore ∴ because ∵ hbar ℏ ell ℓ Re ℜ Im ℑ"
    " aleph ℵ dots … cdots ⋯ vdots ⋮ ddots ⋱ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋"
    " Vert ‖"
)
_ARROWS = (
    "rightarrow → leftarrow ← leftrightarrow ↔ uparrow ↑ downarrow ↓ Rightarrow ⇒ Leftarrow ⇐"
    " Leftrightarrow ⇔ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ rightleftharpoons ⇌"
    " leftrightharpoons ⇋ rightharpoonup ⇀ leftharpoonup ↼ nearrow ↗ searrow ↘"
)
_LARGE = (
    "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀"
    " bigoplus ⨁ bigotimes ⨂"
)


def _signs(table: str) -> dict[str, str]:
    words = table.split()
    return {sign: f"\\{name}" for name, sign in zip(words[::2], words[1::2], strict=True)}


ARROWS = _signs(_ARROWS)
LARGE = _signs(_LARGE)
"""Operators with limits."""
INTEGRALS = frozenset("∫∬∭∮")
BLANKS = {"\u2003": r"\quad ", "\u2009": r"\,", "\u2005": r"\:", "\u2004": r"\;"}
UNSEEN = dict.fromkeys("\u200b\u2061\u2062\u2063\u2064\ufeff", "")
RESERVED = {each: f"\\{each}" for each in "{}$%#&_"}
OTHERWISE = {
    "^": r"\text{^}",
    "~": r"\sim",
    "\\": r"\setminus",
    "−": "-",
    "∕": "/",
    "∶": ":",
    "\u00a0": r"\ ",
    "ℎ": "h",
    "Ω": r"\Omega",
    "µ": r"\mu",
    "″": r"\prime\prime",
    "‴": r"\prime\prime\prime",
}
SIGNS: dict[str, str] = (
    _signs(_GREEK) | _signs(_OPERATORS) | ARROWS | LARGE | BLANKS | UNSEEN | RESERVED | OTHERWISE
)
FUNCTIONS = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf"
    " limsup ln log max min Pr sec sin sinh sup tan tanh".split()
)
LIMITS = frozenset(f"\\{name}" for name in "det gcd inf lim liminf limsup max min Pr sup".split())
"""Functions that take what stands below them as their limit."""
ACCENTS = {
    "\u0300": r"\grave", "\u0301": r"\acute", "\u0302": r"\hat", "\u0303": r"\tilde",
    "\u0304": r"\bar", "\u0305": r"\overline", "\u0306": r"\breve", "\u0307": r"\dot",
    "\u0308": r"\ddot", "\u030c": r"\check", "\u20d6": r"\overleftarrow", "\u20d7": r"\vec",
    "\u20db": r"\dddot", "^": r"\hat", "~": r"\tilde", "¯": r"\bar", "→": r"\vec", "˙": r"\dot",
    "¨": r"\ddot", "‾": r"\bar",
}  # fmt: skip
WIDE = {r"\hat": r"\widehat", r"\tilde": r"\widetilde", r"\vec": r"\overrightarrow",
        r"\bar": r"\overline"}  # fmt: skip
"""Accents over more than one sign."""
BRACES = {"⏞": r"\overbrace", "⏟": r"\underbrace", "⏜": r"\overparen", "⎴": r"\overbracket",
          "⎵": r"\underbracket", "¯": r"\overline", "_": r"\underline"}  # fmt: skip
ENVIRONMENTS = {("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix",
                ("{", ""): "cases"}  # fmt: skip
"""Tables between brackets."""
FENCES = {"{": r"\{", "}": r"\}", "": ".", "〈": "⟨", "〉": "⟩", "∣": "|", "∥": "‖"}
"""Brackets that are written otherwise after ``\\left`` and ``\\right``."""
STYLES = {"double-struck": r"\mathbb", "script": r"\mathcal", "fraktur": r"\mathfrak",
          "sans-serif": r"\mathsf", "monospace": r"\mathtt"}  # fmt: skip
