"""Values that no row may hold, each inside a genuine segment: entity, field, value."""

from inspector.domain.change import Value

_DEEP: Value = []
for _level in range(40):
    _DEEP = [_DEEP]

BAD_TIMES = (
    "2026-13-01T00:00:00.000Z",
    "2026-02-30T00:00:00.000Z",
    "2026-09-21",
    "2026-09-21T01:00:00",
    "20260921",
    "yesterday",
    "",
    "1969-12-31T23:59:59.000Z",
    "9999-12-31T23:59:59.999Z",
    "0000-00-00T00:00:00.000Z",
    "-2026-09-21T01:00:00.000Z",
    "2026-09-21T25:00:00.000Z",
    "2026-09-21T01:00:00.000+99:00",
    "2026-09-21T01:00:00.000Z; drop table finding",
    1_790_000_000,
    1.5,
    [],
    {},
)
BAD_TEXTS = ("a\0b", "\0", "字" * 20_001, 7, 7.5, ["x"], {"x": "y"})
BAD_LINES = ("a\nb", "\x1b[31m", "字" * 1_001)
BAD_NAMES = (
    "../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "C:\\evil.exe",
    "a/b.jpg",
    "n\0.jpg",
    "x" * 300 + ".jpg",
)
BAD_IDS = ("", "../x", "a b", "x' or 1=1 --", "\0", "x" * 201, "汉", "-x", "a\nb")
BAD_HASHES = ("", "abc", "G" * 64, "A" * 64, "0" * 63, "0" * 65, "../" + "0" * 61, 7, ["0" * 64])
BAD_NUMBERS = ("12", True, [], {}, "NaN")


def _each(entity: str, field: str, values: tuple[Value, ...]) -> list[tuple[str, str, Value]]:
    return [(entity, field, value) for value in values]


BAD_VALUES: list[tuple[str, str, Value]] = [
    *_each("finding", "found_at", BAD_TIMES),
    *_each("reply", "at", BAD_TIMES[:6]),
    *_each("extension", "until", BAD_TIMES[:2] + BAD_TIMES[5:6]),
    *_each("calendar_day", "day", ("2026-02-30", "20260901", "2026-9-1", "day", 20260901)),
    *_each("frozen", "month", ("2026-13", "2026-9", "202609", "2026-00")),
    *_each("finding", "note", BAD_TEXTS),
    *_each("finding", "spot", BAD_LINES),
    *_each("photo", "name", BAD_NAMES),
    *_each("unit", "code", BAD_NAMES[:4]),
    *_each("notice", "sha256", BAD_HASHES[1:]),
    *_each("photo", "sha256", BAD_HASHES),
    *_each("finding", "lon", (180.01, -181.0, 1e308, 1 << 62, *BAD_NUMBERS)),
    *_each("finding", "lat", (90.5, -91.0, *BAD_NUMBERS)),
    *_each("finding", "accuracy_m", (-1.0, 1e9, *BAD_NUMBERS)),
    *_each("point", "line", ([[181, 0]], [[0, 91]], [[1]], [["a", "b"]], {"a": 1}, "x", [1, 2])),
    *_each("area", "outline", ([[None, None]], [[0, 0, 0]], [[[0, 0]]], 7, _DEEP)),
    *_each("point", "radius_m", (-5.0, "50", 1e12)),
    *_each("photo", "width", (-1, 1.5, 1 << 40, "800")),
    *_each("photo", "bytes", (1 << 62, -(1 << 60), "1", 0.5)),
    *_each("finding", "on_the_spot", (2, -1, "yes", 0.5, [])),
    *_each("standard", "severity", ("deadly", "MINOR", "", 1)),
    *_each("standard", "kind", ("nonsense", 1)),
    *_each("standard", "deduct", ("NaN", "Infinity", "1e400", "x", "", "--1", 0.2, "9" * 50)),
    *_each("standard", "term", ({"value": 1}, {"value": -1, "unit": "work_days"}, [1], "1d", 7)),
    *_each("standard", "term", ({"value": 10**9, "unit": "work_days"}, {"unit": "years"})),
    *_each("standard", "variants", ({}, [{}], [{"code": "a"}], [1], "x")),
    *_each("standard", "measure", ([1], {"op": "<="}, {"value": "x"}, "x")),
    *_each("standard", "stages", ([{}], [{"zh": "x"}], {"a": 1}, 1)),
    *_each("standard", "aliases", ("x", [1], {"a": 1}, ["a\0"], ["x"] * 5_000)),
    *_each("unit", "kind", ("nobody", 7)),
    *_each("unit", "relation", ("enemy",)),
    *_each("rules", "chain_reset", ("never ever",)),
    *_each("district", "zone", ("../../etc/passwd", "", "/etc/localtime", 8)),
    *_each("district", "working_time", ({"am": ["9", "8"]}, {"am": "x"}, [], {"am": [1, 2]})),
    *_each("district", "month_cutoff_day", (99, -1, "25")),
    *_each("source_level", "factor", ("x", "NaN", 2)),
    *_each("profile", "numbers", ([], {"base": "NaN"}, {"base": {}}, {"repeat": 7}, _DEEP)),
    *_each("addressing", "rule_of_type", ([], {"a": [1]}, "x")),
    *_each("addressing", "utility_candidates", ({"a": "x"}, [1])),
    *_each("verification", "result", ("maybe", 1)),
    *_each("check", "answer", ("perhaps",)),
    *_each("charge", "points", ("all", "Infinity", 3)),
    *_each("void", "entity", ("sqlite_schema", "meta", "'; drop table finding; --")),
    *_each("finding", "same_as", BAD_IDS[1:6]),
    *_each("evidence", "photo", BAD_IDS[1:3]),
    *_each("finding", "brand_new_field", ("x" * 200_000, "a\0", _DEEP)),
    *_each("finding", "f" * 200, ("x",)),
    *_each("finding", "a\nb", ("x",)),
]

# Odd, and allowed: what people and other versions may rightly write.
GOOD_VALUES: list[tuple[str, str, Value]] = [
    ("finding", "note", "'; drop table finding; --"),
    ("finding", "note", "=cmd|'/c calc'!A1 <script>alert(1)</script> \u202egnp.exe"),
    ("finding", "note", "字" * 20_000),
    ("finding", "note", ""),
    ("finding", "spot", "😀 𠮷野家 3/4 号楼"),
    ("finding", "found_at", "2026-09-21T09:00:00+08:00"),
    ("finding", "found_at", "2000-02-29T00:00:00.000Z"),
    ("finding", "lon", 180),
    ("finding", "lon", -180.0),
    ("finding", "lat", 90.0),
    ("finding", "accuracy_m", 0),
    ("finding", "same_as", "none"),
    ("finding", "on_the_spot", True),
    ("finding", "on_the_spot", None),
    ("finding", "found_at", None),
    ("finding", "brand_new_field", {"a": [1, 2, {"b": None}]}),
    ("finding", "brand_new_field", 9_007_199_254_740_993),
    ("standard", "deduct", "0.05"),
    ("district", "zone", "Mars/Olympus"),
    ("standard", "aliases", []),
    ("photo", "name", "IMG_20260901 (1).HEIC"),
    ("photo", "name", "CON"),
    ("photo", "sha256", "0" * 64),
    ("photo", "more", {"raw": {"EXIF": "x"}}),
    ("area", "outline", [[83.1, 38.1], [83.2, 38.1], [83.2, 38.2]]),
    ("notice", "number", "青城考〔2026〕2号"),
]
