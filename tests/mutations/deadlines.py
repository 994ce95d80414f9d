"""Mutations of what may happen when."""

from tests.mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "the-closing-instant-is-in-time",
        "innovation_hub/domain/calls.py",
        "CallPhase.OPEN if at < closes_at else",
        "CallPhase.OPEN if at <= closes_at else",
        "the closing instant itself is too late",
        "services/test_submitting.py",
    ),
    Mutation(
        "the-opening-instant-is-too-early",
        "innovation_hub/domain/calls.py",
        "    if at < opens_at:\n",
        "    if at <= opens_at:\n",
        "a call is open from its opening instant on",
        "services/test_calls.py services/test_proposals.py services/test_submitting.py",
    ),
    Mutation(
        "no-grace",
        "innovation_hub/domain/calls.py",
        "    return closes_at + timedelta(minutes=grace_minutes)",
        "    return closes_at",
        "within the grace one still submits, and nobody judges",
        "services/test_submitting.py",
    ),
    Mutation(
        "the-clock-of-the-request",
        "innovation_hub/services/proposals/submitting.py",
        "        at = min(arrived or now(), now())\n",
        "        at = arrived or now()\n",
        "a submission is never dated later than the server's clock",
        "services/test_submitting.py services/test_clock_set_back.py",
    ),
    Mutation(
        "waiting-for-the-lock-is-late",
        "innovation_hub/services/proposals/submitting.py",
        "        at = min(arrived or now(), now())\n",
        "        at = now()\n",
        "what counts is when the request arrived, not when its turn came",
        "services/test_submitting.py services/test_submitting_together.py services/test_clock_set_back.py",
    ),
    Mutation(
        "the-window-of-an-event-is-ignored",
        "innovation_hub/domain/workflow.py",
        "    if state not in row.sources or window is not row.window:\n",
        "    if state not in row.sources:\n",
        "an event happens only while the call is open, or only after it",
        "unit/test_workflow.py",
    ),
    Mutation(
        "screened-while-open",
        "innovation_hub/services/workflow.py",
        "    if found is not CallPhase.JUDGING:\n",
        "    if found is CallPhase.DRAFT:\n",
        "nothing is screened or decided before the call has closed",
        "services/test_screening.py services/test_ranking.py",
    ),
    Mutation(
        "extended-at-the-deadline",
        "innovation_hub/services/calls/extending.py",
        "        if at >= before:\n",
        "        if at > before:\n",
        "a call is extended only before its deadline",
        "services/test_extending.py services/test_calls.py",
    ),
    Mutation(
        "judged-after-the-first-decision",
        "innovation_hub/services/reviews/sheet.py",
        "    return at is CallPhase.JUDGING and not mine.decided\n",
        "    return at is CallPhase.JUDGING\n",
        "reviews are taken until the first decision",
        "services/test_reviews.py",
    ),
)
