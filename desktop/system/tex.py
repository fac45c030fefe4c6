r"""LaTeX as models write it → the part of it that the library reads rightly.

What would be read wrongly is put in other words, or refused: a formula that stays as it was written is better than
one that has lost a sign.
"""

from __future__ import annotations

import re

RULE, BAR = "\ue000", 0xE100  # signs that stand for lines in tables: above a row, and after BAR + n after n columns
_OWN = re.compile("[\ue000-\uf8ff]")
_MACRO = re.compile(r"\\(?:def|let|(?:re)?new[a-z]+|DeclareMathOperator)(?![A-Za-z])")  # may stand for a huge text
_MISREAD = re.compile(r"\\(?:cline|utilde|hdashline|f?colorbox|verb|href|style|class|(?:text)?color\s*\[)")
_COLORED = re.compile(r"\\(?:colorbox|fcolorbox\s*\{[^{}]*\})\s*\{[^{}]*\}\s*\{")
_NO_COMMAND = re.compile(r"(?<!\\)(?:\\\\)*\\[^A-Za-z\s{}|,;:!>$%#_&()\[\]\\]")  # as of letters with accents
_LEFT_OUT = re.compile(r"\\(?:label\s*\{[^{}]*\}|(?:nonumber|notag)(?![A-Za-z]))")
_CELL = re.compile(r"(?<!\\)&")
_PERCENT = re.compile(r"(?<!\\)%")  # what is behind it is hardly a comment in a formula of a model
_NAMED = re.compile(r"\\(tr|Tr|sgn|rank|diag|Var|Cov|argmax|argmin)(?![A-Za-z])")
_NUMBERS = re.compile(r"\\([NZQR])(?![A-Za-z])")
_ROW_END = re.compile(r"\\\\(?:\s*\*)?(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?")
_RULE = re.compile(r"\\(?:hline|toprule|midrule|bottomrule)(?![A-Za-z])")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}(\s*\[[tbc]\])?")
_COLUMNS = re.compile(r"(\\begin\{(?:array\}\s*\{|matrix\*?\}\s*\[))((?:[^{}\[\]]|\{[^{}]*\})*)([\]}])")
_COUNT = re.compile(r"(\\begin\s*\{align(?:at\*?|edat)\})\s*\{\s*\d+\s*\}")
_ARGUMENT = re.compile(r"\s*(\{|\\(?:[A-Za-z]+|.)|[^\s{}\\])", re.DOTALL)
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_IN_BOX = r"\inbox{"  # words on a ground of their own, which is drawn as a frame
_WORDS = "inbox|text(?:bf|it|rm|sf|tt|normal|up|md)?|[mh]box"
_TEXT = r"\text{"
_FORMULA = re.compile(r"(?<!\\)\$")
_NO_WORDS = re.compile(r"\\(?![$%#_&, ])|[{}]")

_AROUND = {  # which kind of sign something is says how much room there is around it
    "mathrel": (r"{\;{", r"}\;}"),
    "mathbin": (r"{\:{", r"}\:}"),
    "mathpunct": ("{{", r"}\,}"),
    **dict.fromkeys(("mathopen", "mathclose", "mathord", "mathinner"), ("{", "}")),
    "bra": (r"{\langle{", "}|}"),
    "ket": ("{|{", r"}\rangle}"),
    "braket": (r"{\langle{", r"}\rangle}"),
    "pmod": (r"(\text{mod}\;{", "})"),
    "mod": (r"\text{mod}\;{", "}"),
    "pod": ("({", "})"),
    "operatorname": (r"{\mathrm {", "}}"),
    "operatorname*": (r"\mathop{\mathrm {", "}}"),
}
_BETTER = {
    r"\bmod": r"\mathbin{\text{mod}}",
    r"\hspace*": r"\hspace",
    r"\tag": r"\qquad\tag",
    r"\mathrm{": r"\mathrm {",  # else a single letter is drawn as a variable
}
_APART = {"pmod", "mod", "pod"}
_WRAPPED = re.compile(rf"\\({'|'.join(map(re.escape, sorted(_AROUND, reverse=True)))}|{_WORDS})(?![A-Za-z*])")
_PLAIN_NAME = re.compile(r"[A-Za-z ]+")


def _pair(name: str, columns: str = "") -> tuple[str, str]:
    return rf"\begin{{{name}}}{columns}", rf"\end{{{name}}}"


def _fenced(left: str, right: str, name: str, columns: str = "") -> tuple[str, str]:
    begin, end = _pair(name, columns)
    return rf"\left{left}{begin}", rf"{end}\right{right}"


_FENCES = {"p": ("(", ")"), "b": ("[", "]"), "B": (r"\{", r"\}"), "v": ("|", "|"), "V": (r"\|", r"\|")}
# Of any other one, the library draws what stands in it as if that were all; and it puts a power on a bracket alone.
ENVIRONMENTS = {
    **{name: _pair(name) for name in ("array", "cases", "matrix", "matrix*", "smallmatrix")},
    **{f"{kind}matrix{star}": _fenced(*_FENCES[kind], f"matrix{star}") for kind in _FENCES for star in ("", "*")},
    **dict.fromkeys(("align", "align*", "aligned", "split", "alignat", "alignat*", "alignedat"), _pair("align*")),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), _pair("displaylines")),
    **dict.fromkeys(("displaymath", "equation", "equation*", "math"), ("{", "}")),
    **dict.fromkeys(("eqnarray", "eqnarray*"), _pair("array", "{rcl}")),
    "dcases": _pair("cases"),
    "rcases": _fenced(".", r"\}", "matrix*", "[l]"),
}


def is_line(sign: str) -> bool:
    """Whether a sign stands for a line in a table."""
    return bool(_OWN.fullmatch(sign))


def readable(source: str, *, display: bool) -> str:
    """A formula in words that the library reads rightly. Raises an exception when there are none."""
    source = _COLORED.sub(lambda _: _IN_BOX, source)
    if _OWN.search(source) or _MACRO.search(source) or _MISREAD.search(source) or _NO_COMMAND.search(source):
        raise ValueError
    if "\\begin" not in source and _CELL.search(source):
        source = rf"\begin{{aligned}}{source}\end{{aligned}}"
    text = _NAMED.sub(r"\\operatorname{\1}", _NUMBERS.sub(r"\\mathbb{\1}", source))
    text = _PERCENT.sub(r"\\%", _LEFT_OUT.sub(" ", text))
    text = _COUNT.sub(r"\1", _RULE.sub(RULE, _ROW_END.sub(r"\\\\ ", text)))
    text = _COLUMNS.sub(_columns, _ENVIRONMENT.sub(_environment, text))
    gap = r"\quad" if display else r"\;"
    for word, better in _BETTER.items():
        text = text.replace(word, better)
    return _wrapped(text, gap)


def _environment(match: re.Match[str]) -> str:
    return ENVIRONMENTS[match[2]][match[1] == "end"]


def _columns(match: re.Match[str]) -> str:
    """Columns without the lines between them, of which signs in the first cell tell."""
    bars, count, plain = "", 0, re.sub(r"@\{[^{}]*\}|\s", "", match[2])
    if not re.fullmatch(r"[lcr|]+", plain):
        raise ValueError
    for sign in plain:
        bars += chr(BAR + count) * (sign == "|")
        count += sign != "|"
    return match[1] + plain.replace("|", "") + match[3] + bars


def _wrapped(text: str, gap: str) -> str:
    """Commands that have an argument in other words."""
    closing, edits, until = _closing(text), [], 0
    for match in _WRAPPED.finditer(text):
        argument = _ARGUMENT.match(text, match.end())
        if match.start() < until or argument is None:
            continue
        braced = argument[1] == "{"
        start = argument.start(1) + braced
        end = closing[start - 1] if braced else argument.end(1)
        body, name = text[start:end], match[1]
        if name not in _AROUND:
            edits.append((match.start(), end + 1, _words(text[match.start() : start], body, gap)))
            until = end + 1
        elif not name.startswith("operatorname") or not _PLAIN_NAME.fullmatch(body):
            before, after = _AROUND[name]
            edits.append((match.start(), start, gap * (name in _APART) + before))
            edits.append((end, end + braced, after))
    return _edited(text, sorted(edits))


def _words(command: str, body: str, gap: str) -> str:
    """Words, and the formulas that stand among them."""
    if command == _IN_BOX:
        return rf"\boxed{{{_words(_TEXT, body, gap)}}}"
    parts = _FORMULA.split(body)
    if not command.endswith("{") or len(parts) % 2 == 0 or any(map(_NO_WORDS.search, parts[::2])):
        raise ValueError
    found = [
        f"{{{_wrapped(part, gap)}}}" if index % 2 else f"{command}{part}}}" for index, part in enumerate(parts) if part
    ]
    return f"{{{''.join(found)}}}" if len(parts) > 1 else "".join(found)


def _closing(text: str) -> dict[int, int]:
    """Where braces are closed, by where they are opened."""
    found, opened = {}, []
    for match in _BRACES.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}":
            found[opened.pop()] = match.start()
    return found


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, words in edits:
        if start < at:
            raise ValueError
        parts += [text[at:start], words]
        at = end
    return "".join([*parts, text[at:]])
