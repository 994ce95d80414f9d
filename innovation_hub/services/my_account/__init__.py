"""One's own account: profile, personal details, e-mail address, export of one's data, closing."""

from innovation_hub.services.my_account.about import set_about
from innovation_hub.services.my_account.addressing import confirm_email, request_email
from innovation_hub.services.my_account.closing import Fate, Led, close_mine, led
from innovation_hub.services.my_account.exporting import download_mine, export_mine
from innovation_hub.services.my_account.profile import (
    Profile,
    change_password,
    my_profile,
    rename,
    set_language,
)

__all__ = [
    "Fate",
    "Led",
    "Profile",
    "change_password",
    "close_mine",
    "confirm_email",
    "download_mine",
    "export_mine",
    "led",
    "my_profile",
    "rename",
    "request_email",
    "set_about",
    "set_language",
]
