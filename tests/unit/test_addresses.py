"""Public addresses of records."""

import pytest

from innovation_hub.domain import addresses
from innovation_hub.domain.addresses import Address


@pytest.mark.parametrize(
    ("path", "query", "public"),
    [
        ("/calls/ICT-2027-1", [], "/calls/ICT-2027-1"),
        ("/calls/ict-2027-1", [("lang", "sw")], "/calls/ICT-2027-1?lang=sw"),
        ("/calls", [("call", "ict-1"), ("q", "a b")], "/calls/ICT-1?q=a+b"),
        ("/results/A-1", [("call", "B-2")], "/results/B-2"),  # the choice of another call
        ("/calls", [("call", "7")], "/calls?call=7"),  # a number is looked up by the server
        ("/calls/2027", [], "/calls?call=2027"),
        ("/calls", [("call", "<b>")], "/calls?call=%3Cb%3E"),
        ("/calls", [], "/calls"),
        ("/screening", [("call", "A-1")], "/screening?call=A-1"),
        ("/resolution-4", [("lang", "en")], "/resolutions/4?lang=en"),
        ("/resolutions/10", [], "/resolutions/10"),
        ("/resolutions", [], "/resolutions"),
        ("/", [("lang", "en")], "/?lang=en"),
    ],
)
def test_each_form_of_an_address_is_written_as_the_public_one(path, query, public):
    assert addresses.read(path, query).written == public


def test_the_page_and_its_query_are_read_from_the_path():
    assert addresses.read("/calls/ict-1", [("lang", "sw")]) == Address(
        "calls", (("call", "ICT-1"), ("lang", "sw"))
    )
    assert addresses.read("/resolutions/4") == Address("resolution-4")


def test_a_parameter_can_be_left_out():
    assert (
        addresses.read("/calls/A-1", [("lang", "sw"), ("x", "1")]).written_without("lang") == "/calls/A-1?x=1"
    )
