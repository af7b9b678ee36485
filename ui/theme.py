"""The tokens of the face: colours, sizes and weights of the three themes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    """Every colour by what it means, as ``#RRGGBB``; a flag has a word colour and a tint."""

    canvas: str
    rail: str
    surface: str
    sunken: str
    hover: str
    line: str
    edge: str
    border: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    soft: str
    mat: str
    open: str
    notified: str
    replied: str
    returned: str
    deferred: str
    parked: str
    closed: str
    void: str
    late: str
    late_tint: str
    repeat: str
    repeat_tint: str
    rebound: str
    rebound_tint: str
    candidate: str
    candidate_tint: str
    ok: str
    ok_tint: str
    warn: str
    warn_tint: str
    danger: str
    danger_tint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Pixels at text size 100 %; heights hold one line, weights are OpenType weights."""

    cap: int = 12
    body: int = 13
    h3: int = 14
    h2: int = 16
    h1: int = 18
    num: int = 22
    big: int = 28
    normal: int = 400
    strong: int = 500
    row: int = 36
    tall_row: int = 56
    check_row: int = 44
    snap: int = 54
    snap_row: int = 138
    quiet_row: int = 32
    control: int = 36
    bar_control: int = 32
    main_deed: int = 40
    chip: int = 20
    key: int = 18
    icon: int = 16
    stroke: float = 1.75
    glyph: int = 14
    top_bar: int = 56
    status: int = 32
    rail: int = 176
    ring: int = 2
    control_line: int = 1


COMPACT_RAIL = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One way the whole window looks; ``outlined`` chips carry no tint, only a line."""

    code: str
    name: str
    tones: Tones
    sizes: Sizes
    dark: bool = False
    outlined: bool = False
    compact: bool = False


LIGHT = Theme(
    code="light",
    name="浅色",
    sizes=Sizes(),
    tones=Tones(
        canvas="#F7F8F9",
        rail="#EDF0F2",
        surface="#FFFFFF",
        sunken="#F2F4F6",
        hover="#EEF1F4",
        line="#E1E5E9",
        edge="#C6CDD4",
        border="#868F9A",
        text="#14191F",
        text2="#434C57",
        text3="#5E6873",
        accent="#1B5CB8",
        on_accent="#FFFFFF",
        soft="#E3EDFA",
        mat="#1E2227",
        open="#434C57",
        notified="#8A5300",
        replied="#6438B0",
        returned="#B23A0E",
        deferred="#2F6676",
        parked="#5A5A66",
        closed="#0A6B4B",
        void="#5E6873",
        late="#B3121F",
        late_tint="#FDE9EA",
        repeat="#8F4300",
        repeat_tint="#FFEFDC",
        rebound="#931463",
        rebound_tint="#FBE6F2",
        candidate="#434C57",
        candidate_tint="#FFFFFF",
        ok="#0A6B4B",
        ok_tint="#E0F3EB",
        warn="#8A5300",
        warn_tint="#FFF3DA",
        danger="#B3121F",
        danger_tint="#FDE9EA",
    ),
)

DARK = Theme(
    code="dark",
    name="深色",
    dark=True,
    sizes=Sizes(),
    tones=Tones(
        canvas="#16191D",
        rail="#111417",
        surface="#1C2025",
        sunken="#23282E",
        hover="#262B32",
        line="#2E343B",
        edge="#434B55",
        border="#77818D",
        text="#E9ECEF",
        text2="#BCC4CC",
        text3="#98A2AD",
        accent="#78B0FF",
        on_accent="#0B1626",
        soft="#20344F",
        mat="#0D0F12",
        open="#BCC4CC",
        notified="#F0B355",
        replied="#BFA2FF",
        returned="#FF9468",
        deferred="#7CC3D6",
        parked="#B0B0BE",
        closed="#5CCB9F",
        void="#98A2AD",
        late="#FF8A8F",
        late_tint="#46201F",
        repeat="#FFB469",
        repeat_tint="#43290F",
        rebound="#F79BD0",
        rebound_tint="#43203A",
        candidate="#BCC4CC",
        candidate_tint="#1C2025",
        ok="#5CCB9F",
        ok_tint="#16382C",
        warn="#F0B355",
        warn_tint="#3C2C10",
        danger="#FF8A8F",
        danger_tint="#46201F",
    ),
)

SUNLIGHT = Theme(
    code="sunlight",
    name="日光",
    outlined=True,
    compact=True,
    sizes=Sizes(
        cap=14,
        body=16,
        h3=17,
        h2=19,
        h1=21,
        num=26,
        big=32,
        normal=500,
        strong=600,
        row=44,
        tall_row=60,
        check_row=48,
        snap=60,
        snap_row=156,
        quiet_row=36,
        control=44,
        bar_control=44,
        main_deed=46,
        chip=26,
        key=22,
        icon=20,
        stroke=2.4,
        glyph=18,
        top_bar=56,
        status=36,
        rail=COMPACT_RAIL,
        ring=3,
        control_line=2,
    ),
    tones=Tones(
        canvas="#FFFFFF",
        rail="#FFFFFF",
        surface="#FFFFFF",
        sunken="#F0F0F0",
        hover="#FFF3B8",
        line="#5A5A5A",
        edge="#000000",
        border="#000000",
        text="#000000",
        text2="#141414",
        text3="#2B2B2B",
        accent="#00307A",
        on_accent="#FFFFFF",
        soft="#FFE680",
        mat="#000000",
        open="#000000",
        notified="#5C3600",
        replied="#41157F",
        returned="#7A2000",
        deferred="#0F4552",
        parked="#333333",
        closed="#004A30",
        void="#333333",
        late="#8A000C",
        late_tint="#FFFFFF",
        repeat="#6B2F00",
        repeat_tint="#FFFFFF",
        rebound="#6E0047",
        rebound_tint="#FFFFFF",
        candidate="#000000",
        candidate_tint="#FFFFFF",
        ok="#004A30",
        ok_tint="#FFFFFF",
        warn="#5C3600",
        warn_tint="#FFFFFF",
        danger="#8A000C",
        danger_tint="#FFFFFF",
    ),
)

THEMES = (LIGHT, DARK, SUNLIGHT)


def theme_named(code: str) -> Theme:
    """The theme of that code; light where nobody knows the code."""
    return next((theme for theme in THEMES if theme.code == code), LIGHT)


def next_theme(theme: Theme) -> Theme:
    return THEMES[(THEMES.index(theme) + 1) % len(THEMES)]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours after WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tones_of(theme: Theme) -> Iterator[tuple[str, str]]:
    """Name and colour of every tone, in the order of the table."""
    return ((one.name, str(getattr(theme.tones, one.name))) for one in fields(theme.tones))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    # WCAG 2.2, "relative luminance"
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
