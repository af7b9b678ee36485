"""District and catalogue files become rows of the register, the same ids on every laptop."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from inspector.app.unit_hours import own_hours
from inspector.domain.change import Draft, Fields
from inspector.domain.errors import InputError
from inspector.domain.ids import master_id
from inspector.text import _

Raw = dict[str, Any]

_FIRST_CALENDAR_YEAR = 2024  # earlier years decide no deadline any more


def initials(words: str) -> str:
    """First letters of the pinyin, by which people find a name: 垃圾桶满冒 → ljtmm."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes 0.3 s: only where it is asked

    return "".join(lazy_pinyin(words, style=Style.FIRST_LETTER)).lower()


def master(kind: str, code: str, fields: Fields, *, scope: str = "") -> Draft:
    """A row of the register; ``scope`` sets apart what shares a code, such as editions."""
    return Draft(kind, master_id(kind, f"{scope}/{code}" if scope else code), fields)


def district_drafts(raw: Raw, outlines: Raw) -> Iterator[Draft]:
    """Everything a district file says. Raises InputError when it is none."""
    try:
        yield from _district(raw)
        yield from _areas(raw, _rings(outlines))
        yield from (unit_draft(one) for one in raw.get("units", ()))
        yield from (point_draft(one) for one in raw.get("points", ()))
        yield from (person_draft(one) for one in raw.get("users", ()))
        if "resolution" in raw:
            yield _addressing(raw["resolution"])
    except (KeyError, TypeError, AttributeError) as error:
        raise unreadable(_("辖区文件"), error) from error


def catalogue_drafts(raw: Raw) -> Iterator[Draft]:
    """Everything a catalogue file says. Raises InputError when it is none."""
    try:
        edition = str(raw["version"])
        yield master(
            "edition",
            edition,
            {"code": edition, "name": raw.get("catalogue_id"), "in_force_from": raw["date"]},
        )
        yield from _projects(raw, edition)
        yield from (_point_type(one) for one in raw.get("point_types", ()))
        yield from (_source_level(one) for one in raw.get("source_levels", ()))
        for one in raw.get("scoring_profiles", ()):
            fields: Fields = {"code": one["code"], "name": one["zh"], "numbers": one}
            yield master("profile", one["code"], fields)
        if "rules" in raw:
            yield _rules(raw["rules"])
    except (KeyError, TypeError, AttributeError) as error:
        raise unreadable(_("标准目录"), error) from error


def calendar_drafts() -> Iterator[Draft]:
    """Published holidays and make-up days; recorded as facts, so that all laptops count alike."""
    from chinese_calendar.constants import holidays, workdays

    for days, kind in ((holidays, "holiday"), (workdays, "workday")):
        for day, name in sorted(days.items()):
            if day.year >= _FIRST_CALENDAR_YEAR:
                yield calendar_day(day, kind, str(name))


def calendar_day(day: date, kind: str, name: str) -> Draft:
    """A holiday or a day worked in exchange."""
    fields: Fields = {"day": day.isoformat(), "kind": kind, "name": name}
    return master("calendar_day", day.isoformat(), fields)


def unreadable(what: str, error: Exception) -> InputError:
    """A file of ours that lacks what such a file must have."""
    return InputError(
        _("{what}的内容不完整：缺少或写错 {field}。").format(what=what, field=error),
        _("对照 docs/format.md 检查文件。"),
        code="bad_file",
    )


def _district(raw: Raw) -> Iterator[Draft]:
    own, issuer = raw["district"], raw.get("issuer", {})
    yield master(
        "district",
        "district",
        {
            "code": own["code"],
            "name": own["zh"],
            "name_en": own.get("en"),
            "zone": raw.get("timezone", "Asia/Shanghai"),
            "month_cutoff_day": raw.get("month_cutoff_day"),
        },
    )
    if issuer:
        yield master(
            "office",
            "office",
            {
                "name": issuer["zh"],
                "short_name": issuer.get("short_zh"),
                "prefix": issuer.get("doc_prefix"),
                "contact": issuer.get("contact"),
                "phone": issuer.get("phone"),
                "address": issuer.get("address"),
            },
        )


def _rings(outlines: Raw) -> dict[str, list[object]]:
    """First ring of each area's polygon, by code; GeoJSON repeats the first position at the end."""
    return {
        one["properties"]["code"]: one["geometry"]["coordinates"][0][:-1]
        for one in outlines.get("features", ())
        if one["geometry"]["type"] == "Polygon"
    }


def _areas(raw: Raw, rings: dict[str, list[object]]) -> Iterator[Draft]:
    parents = {"town": None, "community": "town", "grid": "community"}
    for kind, plural in (("town", "towns"), ("community", "communities"), ("grid", "grids")):
        for one in raw.get(plural, ()):
            fields: Fields = {
                "kind": kind,
                "code": one["code"],
                "name": one["zh"],
                "name_en": one.get("en"),
                "parent": one.get(parents[kind] or ""),
                "grp": one.get("group"),
                "abbr": one.get("abbr"),
                "officer": one.get("officer"),
                "phone": one.get("phone"),
                "outline": rings.get(one["code"], []),
                "initials": initials(one["zh"]),
            }
            yield Draft("area", master_id(kind, one["code"]), fields)


def unit_draft(one: Raw) -> Draft:
    """A unit as district files and imports give it."""
    names = ("code", "kind", "type", "relation", "area", "contact", "phone")
    fields = {name: one.get(name) for name in names}
    hours = own_hours(one)
    if hours is not None:
        fields["more"] = hours
    return master(
        "unit",
        one["code"],
        {
            **fields,
            "name": one["zh"],
            "name_en": one.get("en"),
            "short_name": one.get("short_zh") or one["zh"],
            "initials": " ".join(
                dict.fromkeys(initials(one[name]) for name in ("zh", "short_zh") if one.get(name))
            ),
        },
    )


def point_draft(one: Raw) -> Draft:
    """A point as district files and imports give it."""
    names = [
        "code",
        "type",
        "town",
        "community",
        "grid",
        "lon",
        "lat",
        "radius_m",
        "operator",
        "owner_dept",
        "phone",
        "address",
        "length_m",
        "line",
        "spots",
    ]
    return master(
        "point",
        one["code"],
        {
            **{name: one.get(name) for name in names},
            "name": one["zh"],
            "name_en": one.get("en"),
            "datum": one.get("crs", "WGS84"),
            "declared": int(bool(one.get("declared"))),
            "active": int(one.get("active", True)),
            "chief": one.get("point_chief"),
            "initials": initials(one["zh"]),
        },
    )


def person_draft(one: Raw) -> Draft:
    """A person as district files and imports give one."""
    names = ("role", "device")
    fields = {"code": one["id"], "name": one["zh"], **{name: one.get(name) for name in names}}
    if "active" in one:
        fields["active"] = int(bool(one["active"]))
    return master("person", one["id"], fields)


def _addressing(raw: Raw) -> Draft:
    rules = {code: rule["kind"] for rule in raw["rules"] for code in rule["types"]}
    utility: Raw = next((one for one in raw["rules"] if one["kind"] == "utility"), {})
    return master(
        "addressing",
        "addressing",
        {
            "code": "addressing",
            "rule_of_type": rules,
            "industry": raw.get("industry", {}),
            "utility_candidates": raw.get("utility_candidates", {}),
            "utility_fallback": utility.get("fallback"),
        },
    )


def _projects(raw: Raw, edition: str) -> Iterator[Draft]:
    for project in raw["projects"]:
        yield master(
            "project",
            project["code"],
            {
                "code": project["code"],
                "edition": edition,
                "name": project["zh"],
                "name_en": project.get("en"),
                "weight_percent": project.get("weight_percent"),
            },
            scope=edition,
        )
        for content in project["contents"]:
            yield master(
                "content",
                content["code"],
                {
                    "code": content["code"],
                    "edition": edition,
                    "project": project["code"],
                    "name": content["zh"],
                    "name_en": content.get("en"),
                },
                scope=edition,
            )
            yield from (
                standard_draft(one, edition, content["code"]) for one in content["standards"]
            )


def standard_draft(one: Raw, edition: str, content: str | None) -> Draft:
    """A standard of one edition as catalogues and imports give it."""
    names = ("code", "severity", "deduct", "photos_min", "repeat_window_days")
    return master(
        "standard",
        one["code"],
        {
            **{name: one.get(name) for name in names},
            "edition": edition,
            "content": content,
            "text": one["zh"],
            "text_en": one.get("en"),
            "title": one["issue_zh"],
            "title_en": one.get("issue_en"),
            "kind": one.get("check_kind", "problem"),
            "indicator": one.get("indicator_kind"),
            "department": one.get("dept_type"),
            "initials": " ".join(
                initials(words) for words in (one["issue_zh"], *one.get("aliases", ()))
            ),
            "rebound_window_days": one.get("rebound_window_days"),
            "active": int(one.get("active", True)),
            "aliases": one.get("aliases", []),
            "phrases": one.get("phrases", []),
            "department_by_point_type": {
                kind: department
                for kind, department in one.get("owner_by_point_type", {}).items()
                if kind != "default"
            },
            "term": one.get("deadline"),
            "stages": one.get("stages", []),
            "variants": one.get("variants", []),
            "measure": one.get("measure"),
            "point_types": one.get("point_types", []),
            "refs": one.get("std_refs", []),
        },
        scope=edition,
    )


def _point_type(one: Raw) -> Draft:
    return master(
        "point_type",
        one["code"],
        {
            "code": one["code"],
            "name": one["zh"],
            "name_en": one.get("en"),
            "shape": one.get("geometry"),
            "default_department": one.get("default_owner_dept"),
            "every_days": one.get("inspect_every_days"),
            "radius_m": one.get("match_radius_m"),
        },
    )


def _source_level(one: Raw) -> Draft:
    return master(
        "source_level",
        one["code"],
        {
            "code": one["code"],
            "name": one["zh"],
            "name_en": one.get("en"),
            "factor": one.get("score_factor"),
        },
    )


def _rules(raw: Raw) -> Draft:
    return master(
        "rules",
        "rules",
        {
            "code": "rules",
            "chain_reset": raw.get("chain_reset"),
            "overdue_counts_as_repeat": int(bool(raw.get("overdue_counts_as_repeat"))),
            "candidate_radius_m": raw.get("candidate_radius_m"),
        },
    )
