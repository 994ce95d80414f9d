"""The registry of all indicators. CONTRIBUTING says how to add one.

Pages, exports, the seed and tests iterate over it. `innovation_hub.services.resolutions` computes those with a
chart.
"""

from innovation_hub.domain.devices import TRL_MAX, TRL_MIN
from innovation_hub.domain.indicators import Unit
from innovation_hub.domain.indicators.charts import MAIN, BarLabel, Bars, Funnel, Stack, Whole
from innovation_hub.domain.indicators.entry import Card, IndicatorEntry, Picture, Sentence
from innovation_hub.domain.indicators.suppression import Suppression
from innovation_hub.domain.institutions import POPULATION

TRL_LEVELS = tuple(f"trl_{level}" for level in range(TRL_MIN, TRL_MAX + 1))

REGISTRY: dict[str, IndicatorEntry] = {
    entry.code: entry
    for entry in (
        IndicatorEntry(
            code="4.1",
            resolution=4,
            unit=Unit.SHARE,
            source="Frascati Manual 2015",
            records=("budgets",),
            chart=Bars(),
            card=Card(Picture.BAR),
        ),
        IndicatorEntry(
            code="4.2",
            resolution=4,
            unit=Unit.SHARE,
            source="PEFA 2016, PI-1 and PI-2",
            series={
                "spent_of_allocated": Unit.SHARE,
                "released_of_allocated": Unit.SHARE,
                "spent_of_released": Unit.SHARE,
                "allocated": Unit.TZS,
                "released": Unit.TZS,
                "spent": Unit.TZS,
            },
            records=("budgets",),
            chart=Bars(
                series=("released_of_allocated", "spent_of_allocated"),
                legend=("indicators.series.4_2.released", "indicators.series.4_2.spent"),
                at_least=1.25,
                line=(1, "charts.whole_allocation"),
                each_gap=True,
            ),
            sentence=Sentence(beside=("released", "released_of_allocated")),
        ),
        IndicatorEntry(
            code="4.3",
            resolution=4,
            unit=Unit.SHARE,
            source="PEFA 2022 (579)",
            series={"setting_aside": Unit.SHARE, "reporting": Unit.SHARE},
            records=("budgets",),
            chart=Whole(
                part="setting_aside",
                reported="reporting",
                whole=POPULATION,
                legend=("charts.setting_aside", "charts.nothing_aside", "charts.not_reporting"),
                silent="charts.not_reporting_count",
                ticks=(0, 150, 300, 450, POPULATION),
            ),
            sentence=Sentence(counted=MAIN),
        ),
        IndicatorEntry(
            code="4.4", resolution=4, unit=Unit.SHARE, source="Frascati Manual 2015; UIS SDG 9.5.1"
        ),
        IndicatorEntry(code="4.5", resolution=4, unit=Unit.PER_HUNDRED, source="UIS SDG 9.5.2"),
        IndicatorEntry(code="4.6", resolution=4, unit=Unit.SHARE, source="Innovation Hub"),
        IndicatorEntry(code="4.7", resolution=4, unit=Unit.COUNT, source="Oslo Manual 2018"),
        IndicatorEntry(
            code="10.1",
            resolution=10,
            unit=Unit.COUNT,
            source="Innovation Hub",
            series={"students": Unit.COUNT, "per_thousand": Unit.PER_THOUSAND},
            suppression=Suppression.COUNT,
            records=("proposals", "calls"),
            chart=Bars(baseline=True),
            sentence=Sentence(counted=MAIN),
            card=Card(Picture.COLUMNS),
        ),
        IndicatorEntry(
            code="10.2",
            resolution=10,
            unit=Unit.SHARE,
            source="TCU (register of universities)",
            records=("proposals", "calls"),
            chart=Bars(label=BarLabel.PART, at_least=0.25),
            sentence=Sentence(counted=MAIN),
        ),
        IndicatorEntry(
            code="10.3",
            resolution=10,
            unit=Unit.SHARE,
            source="UIS; Innovation Hub",
            series={"submitting": Unit.SHARE, "awarded": Unit.SHARE},
            suppression=Suppression.SHARE,
            records=("proposals", "calls"),
            chart=Bars(
                series=("submitting", "awarded"),
                legend=("charts.submitting", "charts.awarded"),
                label=BarLabel.VALUE_AND_N,
                at_least=0.6,
            ),
        ),
        IndicatorEntry(
            code="10.4",
            resolution=10,
            unit=Unit.SHARE,
            more_is_better=None,
            source="Innovation Hub",
            series={
                "received": Unit.COUNT,
                "eligible": Unit.COUNT,
                "shortlisted": Unit.COUNT,
                "awarded": Unit.COUNT,
            },
            records=("proposals", "calls"),
            chart=Funnel(),
            sentence=Sentence(counted="awarded", trend=False),
        ),
        IndicatorEntry(code="10.5", resolution=10, unit=Unit.SHARE, source="Innovation Hub"),
        IndicatorEntry(code="10.6", resolution=10, unit=Unit.HOURS, source="Innovation Hub"),
        IndicatorEntry(code="10.7", resolution=10, unit=Unit.SHARE, source="Innovation Hub"),
        IndicatorEntry(
            code="10.8", resolution=10, unit=Unit.DAYS, more_is_better=False, source="Innovation Hub"
        ),
        IndicatorEntry(
            code="11.1",
            resolution=11,
            unit=Unit.COUNT,
            source="ISO 16290",
            series={
                "prototypes": Unit.COUNT,
                "gain": Unit.LEVELS,
                **dict.fromkeys(TRL_LEVELS, Unit.COUNT),
            },
            chart=Stack(TRL_LEVELS),
            sentence=Sentence(counted=MAIN, also="gain"),
            card=Card(Picture.STEPS, TRL_LEVELS),
        ),
        IndicatorEntry(code="11.2", resolution=11, unit=Unit.SHARE, source="EAC Rules of Origin"),
        IndicatorEntry(
            code="11.3",
            resolution=11,
            unit=Unit.TZS,
            source="UIS SDG 9.5.1",
            series={"allocated": Unit.TZS, "spent": Unit.TZS},
            records=("budgets",),
            chart=Bars(series=("allocated", "spent"), each_gap=True),
            sentence=Sentence(beside=("spent", "spent")),
        ),
        IndicatorEntry(code="11.4", resolution=11, unit=Unit.RATIO, source="Innovation Hub"),
        IndicatorEntry(code="11.5", resolution=11, unit=Unit.SHARE, source="UIS SDG 9.b.1"),
        IndicatorEntry(
            code="11.6", resolution=11, unit=Unit.COUNT, more_is_better=None, source="EAC Rules of Origin"
        ),
        IndicatorEntry(code="11.7", resolution=11, unit=Unit.COUNT, source="Innovation Hub"),
    )
}


def computed() -> tuple[IndicatorEntry, ...]:
    """The indicators that are computed, in order."""
    return tuple(entry for entry in REGISTRY.values() if entry.chart)


def followed() -> tuple[int, ...]:
    """The numbers of the resolutions that indicators are computed for, in order."""
    return tuple(sorted({entry.resolution for entry in computed()}))


def records(resolution: int) -> tuple[str, ...]:
    """The public data sets that a resolution's figures are computed from, and the one of the figures themselves."""
    found = [name for entry in computed() if entry.resolution == resolution for name in entry.records]
    return (*dict.fromkeys(found), "indicators")
