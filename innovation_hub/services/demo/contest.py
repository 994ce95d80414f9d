"""Demo calls: from draft to published results, with proposals, screening, judging and decisions."""

from datetime import timedelta

from sqlmodel import col, select

from db.models.calls import Call
from db.models.judging import Assignment
from db.models.proposals import Proposal
from db.primary_key import pk
from db.seed import demo
from db.unit_of_work import read_only
from innovation_hub.domain.calls import CallDraft
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.services import calls, panels, ranking, screening
from innovation_hub.services.calls.editing import default_rubric
from innovation_hub.services.demo.bench import Bench
from innovation_hub.services.demo.cast import Cast
from innovation_hub.services.demo.entries import DemoProposal
from innovation_hub.services.demo.stage import Stage

PANEL = 5
RULED_OUT = 2
SHORTLISTED, AWARDS = 7, 4
UNASSIGNED_JUDGES = 2
MILLION = 1_000_000
TRACKS = (Expertise.SOFTWARE, Expertise.SERVICE, Expertise.DEVICE, Expertise.RESEARCH)
SERVED = (Expertise.RESOLUTION_4, Expertise.RESOLUTION_10, Expertise.RESOLUTION_11)


def prepare(stage: Stage, cast: Cast) -> None:
    """Schedule the scenes of every call."""
    number = 0
    for place, plan in enumerate(demo.calls(), start=1):
        ideas = [idea for idea in demo.ideas() if idea.call == place]
        Contest(stage, cast, place, plan, ideas, number).prepare()
        number += len(ideas)


class Contest:
    """One call from its draft to its results, as far as its dates have passed."""

    def __init__(
        self, stage: Stage, cast: Cast, place: int, plan: demo.CallPlan, ideas: list[demo.Idea], first: int
    ) -> None:
        self.stage, self.cast, self.place, self.plan, self.ideas = stage, cast, place, plan, ideas
        self.dice = stage.dice(f"contest {place}")
        self.organiser = cast.roles[Role.ORGANISER]
        self.leaders = [self._leader(first, i) for i in range(len(ideas))]
        self.call_id = 0

    def prepare(self) -> None:
        """Schedule the publication before the call opens, and each later step on its day."""
        plan, stage = self.plan, self.stage
        stage.scene(stage.at(plan.opens - 6), self._publish)
        if plan.screened is not None:
            stage.scene(stage.at(plan.screened, 11), self._screen)
        if plan.decided is not None:
            stage.scene(stage.at(plan.decided - 4, 10), self._shortlist)
            stage.scene(stage.at(plan.decided, 14), self._decide)

    def _leader(self, first: int, i: int) -> Role | int:
        """The leader of the i-th proposal: the demo sign-ins in the two latest calls, others once each."""
        if self.place >= 2 and i == 0:
            return Role.STUDENT
        if self.place >= 3 and i == 1:
            return Role.OFFICER
        return first + i

    def _publish(self) -> None:
        plan, opens = self.plan, self.stage.at(self.plan.opens, 8)
        draft = CallDraft(
            code=f"MFANO-{opens.year}-{self.place}",
            title_sw=plan.title_sw,
            title_en=plan.title_en,
            text_sw=plan.text_sw.strip(),
            text_en=plan.text_en.strip(),
            audience=plan.audience,
            resolutions=tuple(plan.resolutions),
            opens_at=opens,
            closes_at=self.stage.at(plan.closes, 17),
            prize_pool=plan.prize_pool,
            judges_per_proposal=PANEL,
            criteria=default_rubric(),
        )
        created = calls.create(self.organiser, draft=draft)
        self.call_id = created.card.id
        calls.publish(self.organiser, call_id=self.call_id, version=created.version)
        self._enter()

    def _enter(self) -> None:
        last = min(self.plan.closes, -1)
        for i, (idea, leader) in enumerate(zip(self.ideas, self.leaders, strict=True)):
            actor = self.cast.roles[leader] if isinstance(leader, Role) else self.cast.students[leader]
            entry = DemoProposal(self.stage, self.cast, self.call_id, idea, actor, self.dice)
            begun = self.dice.randrange(self.plan.opens + 1, last - 1)
            entry.prepare(begun=begun, by=last, ending=self._ending(i))

    def _ending(self, i: int) -> str:
        """How far the i-th proposal comes; in the open call three stay drafts, one is withdrawn, one revised."""
        if self.plan.screened is not None:
            return "revised" if i % 7 == 3 else "draft" if i == len(self.ideas) - 1 else "submitted"
        return {0: "draft", 4: "draft", 7: "withdrawn", 8: "revised", 9: "draft"}.get(i, "submitted")

    def _screen(self) -> None:
        reasons = demo.phrases().reasons["rule_out"]
        received = self._proposals(ProposalState.SUBMITTED)
        signed_in = {actor.id for actor in self.cast.roles.values()}
        out = set(self.dice.sample([p.id for p in received if p.owner_id not in signed_in], RULED_OUT))
        for proposal in received:
            about = {"proposal_id": pk(proposal), "version": proposal.version}
            if proposal.id in out:
                screening.rule_out(self.organiser, **about, reason=self.dice.choice(reasons))
            else:
                screening.admit(self.organiser, **about)
        self.stage.scene(self.stage.at(self.plan.screened or 0, 15), self._assign)

    def _assign(self) -> None:
        judges = self.cast.judges if self.plan.decided is None else self.cast.judges[:-UNASSIGNED_JUDGES]
        ids = [judge.id for judge in judges]
        panels.invite(self.organiser, call_id=self.call_id, account_ids=ids, capacity=16)
        for i, judge in enumerate(judges):  # each with two kinds of proposals and their resolutions
            known = {TRACKS[i % len(TRACKS)], TRACKS[(i + 1) % len(TRACKS)], SERVED[i % len(SERVED)]}
            panels.set_my_fields(judge, fields=known)
        panels.assign_automatically(self.organiser, call_id=self.call_id)
        with read_only() as session:
            query = select(Assignment).where(col(Assignment.call_id) == self.call_id)
            asked = session.exec(query.order_by(col(Assignment.id))).all()
        bench = Bench(self.stage, self.call_id, judges, self.dice)
        first, last = self.plan.screened or 0, self.plan.judged or 0
        bench.prepare([row for row in asked if row.state is AssignmentState.ASSIGNED], first + 1, last)

    def _shortlist(self) -> None:
        first = ranking.touched(self.organiser, call_id=self.call_id, wanted=ranking.first(SHORTLISTED))
        ranking.shortlist_top(self.organiser, call_id=self.call_id, top=SHORTLISTED, seen=first.digest)

    def _decide(self) -> None:
        reasons = demo.phrases().reasons
        table = ranking.ranking(self.organiser, call_id=self.call_id).items
        short = [row for row in table if row.state is ProposalState.SHORTLISTED]
        for place, row in enumerate(short[:AWARDS]):
            part = self.plan.prize_pool * (40, 28, 20, 12)[place] // 100
            ranking.award(
                self.organiser,
                proposal_id=row.id,
                version=row.version,
                amount=min(part, row.requested) // MILLION * MILLION,
                reason=reasons["award"][(place + self.place) % len(reasons["award"])],
            )
        for row in table:
            if row not in short[:AWARDS]:
                reason = self.dice.choice(reasons["decline"])
                ranking.decline(self.organiser, proposal_id=row.id, version=row.version, reason=reason)
        self.stage.scene(self.stage.at(self.plan.decided or 0, 16) + timedelta(days=1), self._conclude)

    def _conclude(self) -> None:
        with read_only() as session:
            version = session.get_one(Call, self.call_id).version
        every = ranking.touched(self.organiser, call_id=self.call_id, wanted=ranking.EVERY)
        short = every.number - ranking.totals(self.organiser, call_id=self.call_id).complete
        reason = demo.phrases().reasons["short"][0] if short else ""
        ranking.conclude(
            self.organiser,
            call_id=self.call_id,
            version=version,
            seen=every.digest,
            short=short,
            reason=reason,
        )

    def _proposals(self, state: ProposalState) -> list[Proposal]:
        query = select(Proposal).where(col(Proposal.call_id) == self.call_id, col(Proposal.state) == state)
        with read_only() as session:
            return list(session.exec(query.order_by(col(Proposal.id))))
