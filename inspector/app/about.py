"""About (关于): the version, and the parts this program is made of with their licences."""

import re
from dataclasses import dataclass
from importlib.metadata import (
    PackageMetadata,
    PackageNotFoundError,
    distribution,
    metadata,
    requires,
)

from inspector.text import _

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_OSI = "License :: OSI Approved :: "
_LONGEST = 60  # characters; some packages put a whole licence into the field
_PACKAGE = "inspector"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of others: its name, version, the licence it states."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Our version and every part we need, by name; fonts and icons last."""

    version: str
    parts: tuple[Part, ...]


def about() -> About:
    """What the packages' own metadata say; nothing is known by heart but fonts and icons."""
    try:
        version = distribution(_PACKAGE).version
        needed = [one for one in requires(_PACKAGE) or () if "extra ==" not in one]
    except PackageNotFoundError:
        version, needed = "", []
    names = sorted({found.group() for one in needed if (found := _NAME.match(one))}, key=str.lower)
    parts = [part for name in names if (part := _part(name)) is not None]
    return About(version=version or _("未安装的源代码"), parts=(*parts, *_shipped()))


def _part(name: str) -> Part | None:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None  # asked for on another system only
    stated = _first(told, "License-Expression")
    classes = [
        one.removeprefix(_OSI)
        for one in told.get_all("Classifier") or ()
        if one.startswith(_OSI) and one != _OSI.rstrip(" :")
    ]
    field = _first(told, "License").strip()
    short = field if len(field) <= _LONGEST and "\n" not in field else ""
    licence = stated or short or "，".join(classes) or _("见随附文件")
    return Part(name=_first(told, "Name") or name, version=_first(told, "Version"), licence=licence)


def _first(told: PackageMetadata, field: str) -> str:
    return next(iter(told.get_all(field) or ()), "")


def _shipped() -> tuple[Part, ...]:
    """What lies in resources/, each beside its licence."""
    return (
        Part(name="Noto Sans SC / Noto Serif SC", version="", licence="OFL-1.1"),
        Part(name="LXGW WenKai", version="", licence="OFL-1.1"),
        Part(name="Lucide", version="", licence="ISC"),
    )
