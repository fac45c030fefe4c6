"""Every color and measure of the window, in one object a scheme. Styles hold names; values stand here."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

SPACE = 8  # device-independent pixels: the unit of all margins and gaps
RADIUS = 6
READING_WIDTH = 760  # the widest a line of prose gets
DARK_BELOW = 128  # lightness of the window color under which a palette counts as dark


class Theme(NamedTuple):
    """Colors as `#rrggbb`. Text on its ground reaches 4.5 : 1, marks and borders of controls 3 : 1 (WCAG 2.2)."""

    name: str
    window: str
    surface: str  # editors, lists, cards
    raised: str  # the person's own messages, chips, hovered rows
    border: str  # dividing lines
    control: str  # borders of fields and buttons
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    found: str  # the ground of words that were looked for …
    current: str  # … and of the place one has gone to
    on_current: str
    marked: str  # the ground of words that an author has marked
    link: str
    code: str  # the ground of code
    added: str  # the ground of a line that a diff adds …
    removed: str  # … takes away …
    hunk: str  # … or that says where it is
    danger: str
    warning: str
    success: str
    pygments: str  # Pygments style for code


LIGHT = Theme(
    name="light",
    window="#f6f7f9",
    surface="#ffffff",
    raised="#eceff4",
    border="#dde1e8",
    control="#868e9c",
    text="#1b1f27",
    muted="#596273",
    accent="#2557d6",
    on_accent="#ffffff",
    selection="#d1defb",
    found="#ffe08a",
    current="#b35900",
    on_current="#ffffff",
    marked="#ffedb3",
    link="#1d4fc4",
    code="#f1f3f7",
    added="#d3f0da",
    removed="#fbdcdb",
    hunk="#e0e7f8",
    danger="#b3261e",
    warning="#7a4f00",
    success="#1a6b3a",
    pygments="tango",
)

DARK = Theme(
    name="dark",
    window="#16181d",
    surface="#1d2026",
    raised="#282c35",
    border="#30353f",
    control="#767e8d",
    text="#e6e8ec",
    muted="#9da6b5",
    accent="#8ab0ff",
    on_accent="#0f1a33",
    selection="#22386a",
    found="#5e4b12",
    current="#f0c060",
    on_current="#16181d",
    marked="#43381a",
    link="#9dbcff",
    code="#14161a",
    added="#143a24",
    removed="#4a1e20",
    hunk="#1d2740",
    danger="#ff8f87",
    warning="#f0c060",
    success="#79d49b",
    pygments="github-dark",
)


def theme_of(palette: QPalette) -> Theme:
    """The theme that fits a widget's palette: how painted widgets follow the system without a global."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < DARK_BELOW else LIGHT


def palette_of(theme: Theme) -> QPalette:
    """A palette with the theme's colors in every role that Qt's own widgets use."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Link, theme.link),
        (role.Accent, theme.accent),
        (role.Mid, theme.border),
        (role.Dark, theme.control),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
    ):
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.muted))
    return palette
