"""The ranking as a table with a small picture of mean and range in each row, and the reviews of a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import streamlit as st

from innovation_hub.design import LIGHT
from innovation_hub.i18n import Translator, formats, translator
from innovation_hub.services.calls import CriterionView
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import Page
from innovation_hub.services.ranking import JudgeReview, Ranked
from innovation_hub.ui import emblem, state, tables, things
from innovation_hub.ui.html import html
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import md, paragraphs

_STONE, _GOLD, _MARK, _WHITE = (LIGHT[name] for name in ("stone", "gold", "mark", "white"))
_WIDTH, _HEIGHT, _PAD = 140, 22, 7


@dataclass(frozen=True, slots=True)
class PictureScale:
    """The scale of the pictures: the call's lowest and highest score, and the wanted number of judges."""

    lowest: int
    highest: int
    judges: int


def table(t: Translator, call: JudgedCall, query: Mapping[str, str], page: Page[Ranked]) -> None:
    """One page of the ranking; each row links to its proposal, with the parameters ``query`` in the address."""
    scale = PictureScale(call.score_min, call.score_max, call.judges_per_proposal)
    html(_table(t.lang, tuple(query.items()), scale, tuple(page.items), page.total))


@lru_cache(maxsize=64)
def _table(
    lang: str, query: tuple[tuple[str, str], ...], scale: PictureScale, rows: tuple[Ranked, ...], total: int
) -> str:
    """The table as HTML, cached."""
    t = translator(lang)
    headers = [
        t("ranking.rank"),
        t("judging.proposal"),
        t("ranking.spread_picture", lowest=scale.lowest, highest=scale.highest),
        t("ranking.mean"),
        t("ranking.reviews"),
        t("ranking.sd"),
        t("judging.state"),
    ]
    align: list[tables.Align] = ["right", "left", "left", "right", "right", "right"]
    caption = t("ranking.caption", n=total)
    cells = [_row(t, dict(query), scale, row) for row in rows]
    return tables.markup(headers, cells, caption=caption, align=align, cards=True, heading=1)


def _row(t: Translator, query: Mapping[str, str], scale: PictureScale, row: Ranked) -> tuple[str, ...]:
    standing = row.standing
    count = f"{standing.n} / {scale.judges}"
    return (
        "–" if standing.rank is None else str(standing.rank),
        things.link(f"{row.code} · {row.title}", "proposal", row.id, **query),
        _picture(t, scale, row),
        "–" if standing.mean is None else formats.number(t, standing.mean, 2),
        Html(f"<span title='{escape(t('ranking.incomplete'))}'>{count} *</span>") if row.missing else count,
        "–" if standing.sd is None else formats.number(t, standing.sd, 2),
        _decision(t, row),
    )


def _decision(t: Translator, row: Ranked) -> Html:
    chip = state.chip(t, "proposal", row.state.value)
    return Html(f"<span>{chip} {escape(formats.money(t, row.amount))}</span>") if row.amount else chip


def _picture(t: Translator, scale: PictureScale, row: Ranked) -> Html:
    """A picture: the scale as a line, the judges' range as a bar on it, the mean as a dot."""
    standing = row.standing
    if standing.mean is None or standing.lowest is None or standing.highest is None:
        return Html(f"<span>{escape(t('ranking.no_reviews'))}</span>")
    low, high, mean = (_place(scale, value) for value in (standing.lowest, standing.highest, standing.mean))
    said = t(
        "ranking.picture_says",
        mean=formats.number(t, standing.mean, 2),
        lowest=formats.number(t, standing.lowest, 2),
        highest=formats.number(t, standing.highest, 2),
    )
    middle = _HEIGHT / 2
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<line x1="{_PAD}" x2="{_WIDTH - _PAD}" y1="{middle}" y2="{middle}" '
        f'stroke="{_STONE}" stroke-opacity=".45" stroke-width="2"/>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}" '
        f'stroke="{_GOLD}" stroke-width="7" stroke-linecap="round"/>'
        f'<circle cx="{mean:.1f}" cy="{middle}" r="5.5" fill="{_MARK}" stroke="{_WHITE}" stroke-width="1.5"/></svg>'
    )
    return Html(emblem.image(svg, said, css="hub-spread"))


def _place(scale: PictureScale, value: float) -> float:
    share = (value - scale.lowest) / (scale.highest - scale.lowest)
    return _PAD + share * (_WIDTH - 2 * _PAD)


def reviews(t: Translator, criteria: Sequence[CriterionView], given: Sequence[JudgeReview]) -> None:
    """Draw the scores of each judge on each criterion, and the comments."""
    if not given:
        st.info(t("ranking.no_reviews"), icon=":material/rate_review:")
        return
    rows: list[tuple[str, ...]] = [
        (
            f"{t.pick(criterion.name_sw, criterion.name_en)} ({criterion.weight})",
            *(_score(t, review, criterion.id) for review in given),
        )
        for criterion in criteria
    ]
    totals = (formats.number(t, review.total, 2) for review in given)
    rows.append((t("ranking.total"), *totals))
    headers = [t("ranking.criterion"), *(review.judge for review in given)]
    align: list[tables.Align] = ["left", *(["right"] * len(given))]  # type: ignore[list-item]
    tables.table(headers, rows, caption=t("ranking.reviews_caption"), align=align)
    st.markdown("\n\n".join(_words(t, review) for review in given))


def _score(t: Translator, review: JudgeReview, criterion_id: int) -> str:
    value = review.scores.get(criterion_id)
    return t("ranking.not_judged") if value is None else str(value)


def _words(t: Translator, review: JudgeReview) -> str:
    text = (
        f"**{md(review.judge)}** · {formats.instant(t, review.submitted_at)}\n\n{paragraphs(review.comment)}"
    )
    if review.note:
        text += f"\n\n*{t('ranking.confidential')}* {paragraphs(review.note)}"
    return text
