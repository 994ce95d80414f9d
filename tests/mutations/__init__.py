"""Mutations: faults put into the code one at a time, by hand, each of which the tests must notice."""

from tests.mutations import blindness, deadlines, journal, ledger, others, permissions, suppression

MUTATIONS = (
    *permissions.MUTATIONS,
    *deadlines.MUTATIONS,
    *blindness.MUTATIONS,
    *suppression.MUTATIONS,
    *ledger.MUTATIONS,
    *journal.MUTATIONS,
    *others.MUTATIONS,
)
