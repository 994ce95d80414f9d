"""Mutations of what keeps public figures from telling of a few people."""

from tests.mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "four-are-enough",
        "innovation_hub/domain/indicators/suppression.py",
        "SMALLEST_CELL = 5\n",
        "SMALLEST_CELL = 4\n",
        "numbers of fewer than five people are not shown",
        "unit/test_suppression.py services/test_resolutions.py",
    ),
    Mutation(
        "five-are-too-few",
        "innovation_hub/domain/indicators/suppression.py",
        "    return any(0 < n < SMALLEST_CELL for n in people)\n",
        "    return any(0 < n <= SMALLEST_CELL for n in people)\n",
        "five people are enough to be shown",
        "unit/test_suppression.py services/test_resolutions.py",
    ),
    Mutation(
        "a-share-of-few",
        "innovation_hub/domain/indicators/suppression.py",
        "    if n < SMALLEST_CELL or small(*beside):\n",
        "    if small(*beside):\n",
        "a share of fewer than five people is not shown, nor of how many it is",
        "unit/test_suppression.py services/test_resolutions.py",
    ),
    Mutation(
        "the-other-side-of-a-share",
        "innovation_hub/domain/indicators/suppression.py",
        "        few = min(point.part, point.n - point.part) < SMALLEST_CELL\n",
        "        few = point.part < SMALLEST_CELL\n",
        "the rest of a share is at least five people too",
        "unit/test_suppression.py services/test_resolutions.py",
    ),
    Mutation(
        "those-who-did-not-say",
        "innovation_hub/services/resolutions/students.py",
        "    beside = [unsaid]\n",
        "    beside = []\n",
        "those who did not state their sex are not told by subtraction from all students",
        "unit/test_suppression.py services/test_resolutions.py",
    ),
    Mutation(
        "women-without-an-award",
        "innovation_hub/services/resolutions/students.py",
        "    if of:\n        beside",
        "    if False:\n        beside",
        "women without an award are not told by subtraction of two shares",
        "unit/test_suppression.py services/test_resolutions.py",
    ),
    Mutation(
        "students-of-other-universities",
        "innovation_hub/services/resolutions/students.py",
        '    if small(students, year.people("students") - students):\n',
        "    if small(students):\n",
        "students of universities without a known enrolment are not told by subtraction",
        "unit/test_suppression.py services/test_resolutions.py",
    ),
)
