"""Organisers move the same draft of panels at once, from two processes: one does it, the other is told."""

import subprocess
import sys
from collections import Counter

from db.models.judging import Assignment
from db.models.messages import OutboxMessage
from db.models.panels import PanelRound
from innovation_hub.config import ROOT
from innovation_hub.domain.permissions import Role
from innovation_hub.services import journal
from tests.factories import judging as make

# Freezes the draft of a call as it was seen, on the given database; says how that ended.
PROCESS = """
import sys
from db import engine
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.errors import Conflict
from innovation_hub.services import panels
engine.use(sys.argv[1])
account, call, mark = int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
sys.stdin.readline()
try:
    panels.freeze(Actor(account, "Organiser", frozenset({Role.ORGANISER})), call_id=call, seen=mark)
    print("frozen")
except Conflict:
    print("told")
"""


def test_of_two_who_freeze_the_same_draft_one_does(database_url):
    organiser = make.person(Role.ORGANISER)
    call = make.call(judges_per_proposal=2)
    for _ in range(3):
        make.invited(call.id)
    for _ in range(6):
        make.proposal(call.id)
    mark = make.drafted(organiser, call).mark
    command = [sys.executable, "-c", PROCESS, database_url, *map(str, (organiser.id, call.id, mark))]
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, cwd=ROOT, **pipe) for _ in range(2)]
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = Counter(process.communicate(timeout=60)[0].strip() for process in running)
    assert ended == {"frozen": 1, "told": 1}
    assert len(make.rows(PanelRound)) == 1
    assert len(make.rows(Assignment)) == 12
    assert sum(message.params["count"] for message in make.rows(OutboxMessage)) == 12
    assert journal.verify().broken_at is None
