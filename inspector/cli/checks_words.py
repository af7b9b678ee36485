"""What of a period's figures is to be doubted or was changed by hand, as lines for people."""

from collections.abc import Iterator

from inspector.app.stats_told import ByHand, Stats
from inspector.text import _


def checks_words(told: Stats) -> Iterator[str]:
    """Flat sheets, low find rates, odd deeds, figures changed by hand, each with its numbers."""
    for sheet in told.checks.flat_scores:
        words = _("雷同分  {scorer}  {kind}  {n} 个镇街，最低 {low} 最高 {high}").format(
            scorer=sheet.scorer,
            kind=sheet.kind.value,
            n=sheet.towns,
            low=sheet.lowest,
            high=sheet.highest,
        )
        yield "  ".join([words, *sheet.same_as])
    for one in told.checks.low_find_rate:
        yield _(
            "老好人  {person}  到点 {visits} 次发现 {findings}，应有 {expected}，{share}%"
        ).format(
            person=one.inspector,
            visits=one.visits,
            findings=one.findings,
            expected=one.expected,
            share="—" if one.percent_of_expected is None else one.percent_of_expected,
        )
    for odd in told.checks.odd_deeds:
        yield _("存疑  {words}").format(words=odd.words)
    for change in told.by_hand:
        yield _hand_words(change)


def _hand_words(one: ByHand) -> str:
    said = [_("手工改动"), f"{one.at:%Y-%m-%d}", one.who, one.kind]
    said += [] if one.points is None else [str(one.points)]
    return "  ".join(part for part in (*said, one.reason, one.person) if part)
