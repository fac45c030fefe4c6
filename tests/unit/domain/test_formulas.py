"""Formulas are found, and money, code and escaped brackets are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.formulas import (
    IN_WORDS,
    LONGEST,
    OpenDisplay,
    body_of,
    display_after,
    display_mark,
    formula_at,
    is_display,
    is_in_display,
    is_prose,
    open_display,
    unfinished_at,
    waits_in_line,
)

ALIGN = r"\begin{align} x &= y \end{align}"


def formulas_in(text):
    """All formulas of a text, read as the parser does: escapes and code spans first."""
    found = []
    at = 0
    while at < len(text):
        source = formula_at(text, at)
        if source:
            found.append(source)
        elif text[at] == "`" and (end := text.find("`", at + 1)) > 0:
            source = text[at : end + 1]
        at += len(source) or (2 if text[at] == "\\" else 1)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "$x$",
        "$E = mc^2$",
        "so $x$, and",
        "($x$)",
        "“$x$”",
        '"$x$"',
        "**$x$**",
        "$x$-axis",
        "the $n$th of them",
        "all $n$s",
        "das $n$te",
        "the $x_1$th",
        "设$x$为实数",
        "値は$x$です",
        "값은 $x$이다",
        "$0$",
        "$3.14$",
        "$5!$",
        "$-1$",
        "$2x + 3$",
        "$10^{-3}$",
        r"$5 \times 3$",
        r"$50\%$",
        r"$\textcolor{#0000aa}{x}$",
        r"$\text{if $x > 0$ then} y$",
        r"$\mbox{if $x$}$",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        "so \\begin{equation*}\nE = mc^2\n\n\\end{equation*}.",
        r"$\color{#f00}x$",
        r"costs $\$5$ each",
        "$1, 2, 3$",
        "$a_1*b_2*c$",
        "$sin x$",
        "$x > 0$",
        "$x ≤ y$",
        r"$\{1, 2\}$",
        "$f(x)$",
        "$P(A|B)$",
        "$[0, 1]$",
        "$(a, b)$",
        "$x'$",
        "$ABC$",
        "$a\n+ b$",
        r"$\text{if } x > 0$",
        r"$x \in \mathbb{R}$",
        r"$v_{\text{速度}}$",
        r"\(x\)",
        r"\(a + b\)",
        r"\(\text{speed of light} = c\)",
        r"\(a \\(b) \)",
        r"\[E = mc^2\]",
        r"\[ x \]",
        r"\[E\].",
        "\\[\na\n\nb\n\\]",
        r"see \[a^2\] here",
        r"see \[a+b\] here",
        r"\[\begin{aligned}a\\[2pt]b\end{aligned}\]",
        "$$x$$",
        "$$ a + b $$",
        "$$5$$",
        "$$\na\n\nb\n$$",
        "so $$x$$ it is",
        r"$$\text{a $b$ c}$$",
        r"\\$x$",
        "$a$ costs $5",
    ],
)
def test_this_is_a_formula(text):
    assert len(formulas_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "$5, $10 and $15.",
        "US$10 and US$20",
        "A$5 vs. B$6",
        "R$ 5 e R$ 6",
        "$1,000–$2,000",
        "$5-$10",
        "$5/$10",
        "$5,$6",
        "$5.00$6.00",
        "($5)/($x)",
        "$20k-$30k",
        "$1M/$2M",
        "between $5 and 10$",
        "$5 or x = 6$",
        "$5-$",
        "5$ und 6$",
        "5$, 6$",
        "从$5到$10",
        "$5和10$",
        "costs $x alone",
        "$x and $y",
        "$x and the other y$",
        "$x $y",
        "$ x $",
        "$ 5$",
        "a$b$c",
        "$a$b",
        "$HOME",
        "$HOME and $PATH",
        "$HOME:$PATH",
        "$HOME/$USER",
        "${a}${b}",
        "${a}-${b}",
        "${#a}-${#b}",
        "$x # y$",
        r"$\text{if $x > 0",
        r"\begin{document} x = y \end{document}",
        r"\begin{align} x = y",
        r"\begin{align} x = y \end{gather}",
        r"\\begin{align} x = y \end{align}",
        r"`\begin{align} x = y \end{align}`",
        r"\begin{align} and so it goes on \end{align}",
        "$foo$bar",
        "$foo$_bar",
        '"$@" "$1"',
        "kill $$ and echo $$",
        "$('#id').hide(); $('#b')",
        "$('#id').val($x)",
        "$.get('a'); $.post('b')",
        "`$x$` and `\\(y\\)`",
        "$x` and `y$",
        r"\$5 and \$6$",
        r"\$x$",
        r"\\\(x)",
        "$",
        "$$",
        "$$$",
        "$$ $$",
        "$$$ x $$$",
        "$x$$",
        "$$x",
        "$}{$",
        "$f{$",
        "$a\n\nb$",
        "| $5 | $10 |",
        "| $5 | 10 $ |",
        r"\(unclosed",
        r"\[unclosed",
        r"\(a \(b",
        "\\(a\n\nb\\)",
        r"\(see the note\)",
        r"\[see the note\]",
        r"\[link\](url)",
        r"\[a+b\](url)",
        r"\[sic\] he said",
        r"\[1\]",
        r"\[x\] task",
        r"\[ \]",
        r"\[…\]",
    ],
)
def test_this_is_none(text):
    assert formulas_in(text) == []


def test_what_is_between_two_formulas_is_text():
    assert formulas_in(r"$x$ is $5 or \(y\), not $z$") == ["$x$", r"\(y\)", "$z$"]
    assert formulas_in("| $x$ | $5 | $y$ |") == ["$x$", "$y$"]


@pytest.mark.parametrize(
    ("source", "body", "display"),
    [
        ("$x$", "x", False),
        (r"\( x \)", "x", False),
        ("$$\nx\n$$", "x", True),
        (r"\[x\]", "x", True),
        (ALIGN, ALIGN, True),
    ],
)
def test_a_formula_is_known_by_its_source(source, body, display):
    assert (body_of(source), is_display(source)) == (body, display)


@pytest.mark.parametrize(
    ("text", "mark"), [("$$x", "$$"), (r"\[x", r"\["), (ALIGN, r"\begin{align}"), ("$x", ""), (r"\(x", ""), ("x", "")]
)
def test_the_mark_of_a_formula_on_lines_of_its_own_is_known(text, mark):
    assert display_mark(text, 0) == mark


def test_a_formula_is_not_endless():
    assert formula_at("$$" + "x+" * (LONGEST // 2 - 2) + "$$", 0)
    assert not formula_at("$$" + "x+" * (LONGEST // 2) + "$$", 0)
    assert formula_at(r"$\text{" + "$x$ " * 4 + "}$", 0)
    assert not formula_at(r"$\text{" + "$x$ " * 5 + "}$", 0)
    assert unfinished_at("$$" + "x+" * (LONGEST // 2), 0)
    assert not unfinished_at("$$" + "x+" * LONGEST, 0)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("$x", "$"),
        ("$x^2 + ", "$"),
        ("$2^", "$"),
        ("$x$", "$"),
        ("$x$ ", ""),
        ("$5", ""),
        (r"$5 or \$6", ""),
        ("$x and", ""),
        ("$x `", ""),
        ("$x\n\ny", ""),
        ("$", "$"),
        ("$ ", ""),
        ("$$", "$$"),
        ("$$x$", "$$"),
        ("$$x$$", ""),
        ("$$x\n\ny", "$$"),
        (r"\(", r"\("),
        (r"\(a + b", r"\("),
        ("\\(a\n\nb", ""),
        (r"\(and so it goes", ""),
        (r"\[x", r"\["),
        (r"\begin{align}x", r"\begin{align}"),
        (r"\begin{document}", ""),
        ("x", ""),
    ],
)
def test_the_beginning_of_a_formula_is_known(text, mark):
    assert unfinished_at(text, 0) == mark


@pytest.mark.parametrize(
    ("body", "weak", "prose"),
    [
        ("and so on", False, True),
        ("speed = distance / time", False, False),
        ("x or y", False, False),
        ("x or y", True, True),
        ("x or y = 5", True, False),
        ("x → or", True, False),
        ("x for y", True, True),
        ("sin x", True, False),
        ("abc", True, False),
        ("和", True, True),
        (r"\text{and so it goes}", True, False),
    ],
)
def test_sentences_are_told_from_formulas(body, weak, prose):
    assert is_prose(body, weak=weak) == prose


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["$$"], "$$"),
        (["$$", "x"], "$$"),
        (["$$", "x", "", "y"], "$$"),
        (["$$", "x", "$$"], ""),
        (["$$ x $$"], ""),
        (["$$ x = ", "y $$."], ""),
        (["\\["], "\\]"),
        (["   \\[ x"], "\\]"),
        (["1. - \\[ x"], "\\]"),
        (["> $$"], "$$"),
        (["\\[", "x", "\\]"], ""),
        ([r"\begin{align}", "x &= y", ""], r"\end{align}"),
        ([r"\begin{align}", "x &= y", r"\end{align}"], ""),
        (["\\[ x \\]"], ""),
        (["$$ is the process of the shell"], ""),
        (["$$", "", "And then it goes on."], ""),
        (["$$", "# Heading"], ""),
        (["$$", "```"], ""),
        (["$$$"], ""),
        (["x $$"], IN_WORDS),
        (["- x: $$", "y"], IN_WORDS),
        (["x $$", "y", "$$ z"], ""),
        (["x $$", "y", "$$"], ""),
        (["x $$", "", "$$"], "$$"),
        (["x $$", "And then it goes on."], ""),
        (["x $$", "```"], ""),
        (["x $$y$$"], ""),
        (["x $$y$$ and $$"], IN_WORDS),
        (["x $$$"], ""),
        (["F $$x"], "x$$"),
        (["F $$x", "+ y"], "x$$"),
        (["F $$x", "+ y$$ end."], ""),
        (["F $$x", "# Heading"], ""),
        (["F $$x", "", "y"], ""),
        (["F $$x", "and it goes on."], ""),
        (["and $$a$$ \\[x = 1"], "x\\]"),
        (["and \\[x = 1", "- 2\\] end"], ""),
        (["PID $$ and"], ""),
        (["see \\[the note"], ""),
        (["\\(", "x"], ""),
    ],
)
def test_a_formula_on_lines_of_its_own_is_followed(lines, mark):
    found = ""
    for line in lines:
        found = display_after(found, line)

    assert found == mark


def test_the_beginning_of_an_open_display_is_found():
    assert open_display("Text\n\n> $$\n> x\n\n") == len("Text\n\n> ")
    assert open_display("$$\nx\n$$\n\\[\ny") == len("$$\nx\n$$\n")
    assert open_display("$$\nx\n$$\n") == -1
    assert open_display("") == -1
    assert open_display("x $$y\n+ z") == -1
    assert open_display("x $$\ny") == open_display("x $$\ny\n$$ z") == -1
    assert open_display("$$\n" + "x\n" * LONGEST) == -1


def test_a_formula_behind_words_is_waited_for():
    assert waits_in_line("F $$x\n+ y")
    assert not waits_in_line("$$\nx")
    assert not waits_in_line("F $$x$$")


def test_a_place_lies_in_a_formula_or_not():
    text = "a $$b$$ c $$d\n+ e$$"

    assert [at for at in range(len(text)) if is_in_display(text, at)] == [*range(3, 7), *range(11, len(text))]


@pytest.mark.parametrize(
    ("start", "before", "takes"),
    [
        ("x = 1", "$$", True),
        ("- 1", "a", True),
        ("> x", "> $$", True),
        ("x", "> $$", False),
        ("> x", "$$", False),
        ("```py", "$$", False),
        ("## Heading", "$$", False),
    ],
)
def test_other_blocks_and_the_end_of_a_quote_end_a_formula(start, before, takes):
    display = OpenDisplay()
    assert not display.takes(start, [before], 0)
    display.follow("$$", 10)

    assert display.takes(start, [before], 12) == takes
    assert not display.takes(start, [before], 10 + LONGEST)


def test_the_end_of_a_formula_is_waited_for_since_it_was_begun():
    display = OpenDisplay()
    display.follow("$$", 10)
    display.follow("x", 12)

    assert (display.mark, display.until) == ("$$", 10 + LONGEST)
    display.follow("$$", 14)
    assert (display.mark, display.until) == ("", 0)


@given(st.text(alphabet="ab5 $\\()[]{}^_`\n和.,", max_size=80))
def test_any_text_can_be_asked_at_any_place(text):
    for at in range(len(text)):
        source = formula_at(text, at)
        assert text.startswith(source, at)
        assert not source or body_of(source)
        assert text.startswith(unfinished_at(text, at), at)
