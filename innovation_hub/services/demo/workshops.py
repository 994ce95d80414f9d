"""Demo devices, and their readiness at the end of three financial years."""

from datetime import date
from functools import partial

from db.seed import demo
from innovation_hub.domain.clock import financial_year_label
from innovation_hub.services import devices
from innovation_hub.services.demo.cast import Cast
from innovation_hub.services.demo.ledger import first_day
from innovation_hub.services.demo.stage import Stage


def prepare(stage: Stage, cast: Cast) -> None:
    """Schedule each device in the first year, and a reading for each year that has ended or is under way."""
    for number, product in enumerate(demo.products()):
        stage.scene(stage.on(first_day(stage.day), 9, number), partial(_add, stage, cast, product))


def _add(stage: Stage, cast: Cast, product: demo.Product) -> None:
    officer, _ = cast.keepers[product.institution]
    device_id = devices.add_device(officer, name=product.name, purpose=product.purpose)
    start = first_day(stage.day).year
    for year, trl in enumerate(product.readings, start=start):
        label, begins = financial_year_label(year), stage.on(date(year, 7, 1), 0)
        when = min(stage.on(date(year + 1, 6, 25), 11), stage.at(-1, 11))
        if trl and when > begins:
            read = partial(
                devices.record_reading,
                officer,
                device_id=device_id,
                financial_year=label,
                trl=trl,
                evidence=f"Ripoti ya majaribio ya mfano, {label}: kiwango cha {trl} kimefikiwa.",
            )
            stage.scene(when, read)
