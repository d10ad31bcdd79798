"""The signs of maths: what each LaTeX command without arguments looks like as Unicode."""


def _pairs(text: str) -> dict[str, str]:
    """Return a table written as `name sign`, separated by commas."""
    pairs = (pair.split() for pair in text.split(","))
    return {pair[0]: pair[1] for pair in pairs}


LETTERS = _pairs(
    "alpha α, beta β, gamma γ, delta δ, epsilon ε, varepsilon ε, zeta ζ, eta η, theta θ,"
    "vartheta ϑ, iota ι, kappa κ, varkappa ϰ, lambda λ, mu μ, nu ν, xi ξ, omicron ο, pi π,"
    "varpi ϖ, rho ρ, varrho ϱ, sigma σ, varsigma ς, tau τ, upsilon υ, phi φ, varphi φ, chi χ,"
    "psi ψ, omega ω, Gamma Γ, Delta Δ, Theta Θ, Lambda Λ, Xi Ξ, Pi Π, Sigma Σ, Upsilon Υ,"
    "Phi Φ, Psi Ψ, Omega Ω, infty ∞, partial ∂, nabla ∇, ell ℓ, hbar ℏ, Re ℜ, Im ℑ, aleph ℵ,"
    "wp ℘, imath ı, jmath ȷ, emptyset ∅, varnothing ∅, forall ∀, exists ∃, nexists ∄, neg ¬,"
    "lnot ¬, angle ∠, measuredangle ∡, sphericalangle ∢,"
    "triangle △, square □, Box □, diamond ⋄, top ⊤, bot ⊥,"
    "dagger †, ddagger ‡, ldots …, dots …, dotsc …, dotsb ⋯, cdots ⋯, vdots ⋮, ddots ⋱,"
    "sum ∑, prod ∏, coprod ∐, int ∫, iint ∬, iiint ∭, oint ∮, bigcup ⋃, bigcap ⋂,"
    "bigoplus ⨁, bigotimes ⨂, bigvee ⋁, bigwedge ⋀, degree °, textdegree °, celsius °C,"
    "prime ′, circ ∘, bullet •, star ⋆, ast ∗, backslash \\, % %, $ $, # #, & &, _ _, { {, } },"
    "lbrace {, rbrace }, lbrack [, rbrack ], langle ⟨, rangle ⟩, lfloor ⌊, rfloor ⌋, lceil ⌈,"
    "rceil ⌉, vert |, lvert |, rvert |, | ‖, Vert ‖, lVert ‖, rVert ‖, checkmark ✓, pounds £,"
    "euro €, copyright ©, S §, AA Å, aa å, O Ø, o ø, ss ß, ae æ, AE Æ, oe œ, OE Œ, permil ‰,"
    "percent %, complement ∁, mho ℧, eth ð, Finv Ⅎ, blacksquare ■, clubsuit ♣, diamondsuit ♢,"
    "heartsuit ♡, spadesuit ♠, flat ♭, natural ♮, sharp ♯, lq ‘, rq ’, surd √"
)
"""Signs that stand as a letter does, with no space of their own."""

OPERATORS = _pairs(
    "times ×, cdot ·, cdotp ·, div ÷, pm ±, mp ∓, le ≤, leq ≤, leqslant ≤, ge ≥, geq ≥,"
    "geqslant ≥, ne ≠, neq ≠, ll ≪, gg ≫, approx ≈, approxeq ≊, equiv ≡, sim ∼, simeq ≃,"
    "cong ≅, propto ∝, doteq ≐, triangleq ≜, coloneqq ≔, lt <, gt >, prec ≺, succ ≻, preceq ⪯,"
    "succeq ⪰, to →, rightarrow →, longrightarrow ⟶, leftarrow ←, longleftarrow ⟵, gets ←,"
    "leftrightarrow ↔, longleftrightarrow ⟷, Rightarrow ⇒, Longrightarrow ⟹, implies ⟹,"
    "Leftarrow ⇐, Longleftarrow ⟸, impliedby ⟸, Leftrightarrow ⇔, Longleftrightarrow ⟺, iff ⟺,"
    "mapsto ↦, longmapsto ⟼, hookrightarrow ↪, hookleftarrow ↩, uparrow ↑, downarrow ↓,"
    "updownarrow ↕, Uparrow ⇑, Downarrow ⇓, nearrow ↗, searrow ↘, swarrow ↙, nwarrow ↖,"
    "rightleftharpoons ⇌, leftrightharpoons ⇋, rightharpoonup ⇀, leftharpoonup ↼,"
    "nrightarrow ↛, nRightarrow ⇏, rightleftarrows ⇄, leadsto ⇝, in ∈, notin ∉, ni ∋, subset ⊂,"
    "supset ⊃, subseteq ⊆, supseteq ⊇, subsetneq ⊊, supsetneq ⊋, nsubseteq ⊈, sqsubseteq ⊑,"
    "cup ∪, cap ∩, setminus ∖, smallsetminus ∖, uplus ⊎, sqcup ⊔, sqcap ⊓, land ∧, wedge ∧,"
    "lor ∨, vee ∨, veebar ⊻, oplus ⊕, ominus ⊖, otimes ⊗, oslash ⊘, odot ⊙, perp ⊥,"
    "parallel ∥, nparallel ∦, mid |, nmid ∤, models ⊨, vDash ⊨, vdash ⊢, dashv ⊣,"
    "therefore ∴, because ∵, asymp ≍, bowtie ⋈, amalg ⨿, wr ≀, ltimes ⋉, rtimes ⋊, bmod mod,"
    "nless ≮, ngtr ≯, nleq ≰, ngeq ≱, lesssim ≲, gtrsim ≳, between ≬, colon :, vcentcolon :"
)
"""Relations and binary operators: the space that was written before them is kept behind them."""

WORDS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "arccot",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "arsinh",
        "arcosh",
        "artanh",
        "log",
        "ln",
        "lg",
        "lb",
        "exp",
        "lim",
        "limsup",
        "liminf",
        "max",
        "min",
        "sup",
        "inf",
        "arg",
        "det",
        "dim",
        "ker",
        "deg",
        "gcd",
        "lcm",
        "hom",
        "Pr",
        "argmax",
        "argmin",
        "sgn",
        "sign",
        "ggT",
        "kgV",
        "rank",
        "tr",
        "mod",
    ]
)
"""Names of functions: spaced from the letters beside them."""

SPACES = {
    **dict.fromkeys((",", ";", ":", ">", " ", "\n", "thinspace", "medspace", "enspace"), " "),
    **dict.fromkeys(("quad", "qquad"), "  "),
    **dict.fromkeys(
        ("!", "/", "limits", "nolimits", "displaystyle", "textstyle", "scriptstyle", "middle",
         "scriptscriptstyle", "hline", "nonumber", "notag", "relax", "mathstrut", "strut",
         "allowbreak", "negthinspace", "null", "left", "right", "noindent", "centering",
         "normalsize", "small", "large", "Large", "tiny",
         *(size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))),
        "",
    ),
}  # fmt: skip
"""Spaces, and commands that a line of text has no form for and needs none."""

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "dot": "\u0307", "ddot": "\u0308",
    "dddot": "\u20db", "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7",
    "overrightarrow": "\u20d7", "overleftarrow": "\u20d6", "acute": "\u0301", "grave": "\u0300",
    "check": "\u030c", "breve": "\u0306", "mathring": "\u030a", "overline": "\u0305",
    "underline": "\u0332", "cancel": "\u0336", "bcancel": "\u0336", "xcancel": "\u0336",
    "not": "\u0338", "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303",
    "=": "\u0304", ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b",
    "overleftrightarrow": "\u20e1", "overbar": "\u0305",
}  # fmt: skip
"""Commands that set a mark on what follows, each with its combining character."""

DOUBLE_STRUCK = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)) | {
    letter: chr(0x1D538 + ord(letter) - ord("A")) for letter in "ABDEFGIJKLMOSTUVWXY"
}
SCRIPT = dict(zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ", strict=True))

_RAISED = (
    "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ"
    "AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿ"
)
_LOWERED = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ,,"
RAISED = dict(zip(_RAISED[::2], _RAISED[1::2], strict=True))
"""Characters that have a raised form."""
LOWERED = dict(zip(_LOWERED[::2], _LOWERED[1::2], strict=True))
"""Characters that have a lowered form."""

FENCES = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "║║║",
    "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
}  # fmt: skip
"""Brackets of several rows: top, between, bottom."""
