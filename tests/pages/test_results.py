"""Published results: the ways that lead to and from them."""

from datetime import timedelta

import pytest

from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.services import proposals, ranking, screening
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_account
from tests.factories.calls import a_call
from tests.factories.proposals import a_submitted_proposal
from tests.pages import kit


def ways(app) -> dict[str, str]:
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


def test_a_decided_proposal_leads_to_the_results_once_they_are_out(clock):
    writer, organiser = a_student(), an_account(Role.ORGANISER)
    call = a_call(organiser, closes_at=clock.instant + timedelta(hours=1))
    mine = a_submitted_proposal(writer, call).id
    clock.forward(hours=1)
    judged = proposals.get(writer, proposal_id=mine).version
    screening.admit(organiser, proposal_id=mine, version=judged)
    ranking.decline(organiser, proposal_id=mine, version=judged + 1, reason="The need is not shown.")
    label = translator("en")("proposals.to_results")
    assert label not in ways(kit.open_page("proposal", writer, proposal=mine))
    make.concluded(organiser, call.card)
    assert ways(kit.open_page("proposal", writer, proposal=mine))[label] == f"call={call.card.code}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_explanation_of_ranking_leads_back(lang):
    assert translator(lang)("pages.results") in ways(kit.open_page("how_ranking", VISITOR, lang=lang))
