"""The list of devices: filters, sorting, and the query of the service."""

from collections.abc import Mapping
from functools import partial

from innovation_hub.domain.devices import DeviceStage
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import devices
from innovation_hub.services.devices import DeviceOrder, DeviceRow, WantedDevices
from innovation_hub.services.paging import Neighbours, Page
from innovation_hub.ui.devices.level import LEVELS, anchor
from innovation_hub.ui.lists import Chosen, ListFilter, ListSpec


def spec(t: Translator) -> ListSpec:
    """Return the definition of the list of the institution's devices."""
    # keys: devices.order.*
    filters = (
        ListFilter("stage", "devices.stage", partial(_stages, t)),
        ListFilter("level", "devices.field.level", partial(_levels, t)),
    )
    orders = {order.value: t(f"devices.order.{order.value}") for order in DeviceOrder}
    return ListSpec("devices", "devices.search", filters, orders, devices.DEVICES)


def read(actor: Actor, chosen: Chosen, offset: int) -> Page[DeviceRow]:
    """Read one page of the matching devices."""
    return devices.workshop(actor, wanted=_wanted(chosen), offset=offset, size=chosen.size)


def near(actor: Actor, chosen: Chosen, device_id: int) -> Neighbours | None:
    """The neighbours of a device in the filtered list; None if it is not listed."""
    return devices.near_device(actor, wanted=_wanted(chosen), device_id=device_id)


def _wanted(chosen: Chosen) -> WantedDevices:
    values = chosen.values
    return WantedDevices(
        text=chosen.text,
        stage=DeviceStage(values["stage"]) if "stage" in values else None,
        level=int(values["level"]) if "level" in values else None,
        order=DeviceOrder(chosen.order),
    )


def _stages(t: Translator) -> Mapping[str, str]:
    return {one.value: t(f"devices.stage.{one.value}") for one in DeviceStage}  # keys: devices.stage.*


def _levels(t: Translator) -> Mapping[str, str]:
    return {str(n): f"{n} – {anchor(t, n)}" for n in LEVELS}
