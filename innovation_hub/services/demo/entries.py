"""Demo proposals: begun, written with their team, and submitted or not."""

from dataclasses import replace
from random import Random

from sqlmodel import col, select

from db.models.proposals import Proposal, TeamMember
from db.seed import demo
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.accounts import Sex, StudyLevel
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.domain.proposal_fields import ProposalDraft
from innovation_hub.domain.proposals import MemberDraft, Track
from innovation_hub.services import proposals
from innovation_hub.services.demo.cast import Cast
from innovation_hub.services.demo.stage import Stage
from innovation_hub.services.proposals.answering import join

MILLION = 1_000_000


class DemoProposal:
    """One idea in one call, led by one actor."""

    def __init__(
        self, stage: Stage, cast: Cast, call_id: int, idea: demo.Idea, leader: Actor, dice: Random
    ) -> None:
        self.stage, self.cast, self.call_id, self.idea, self.leader = stage, cast, call_id, idea, leader
        self.dice = dice
        self.proposal_id = 0

    def prepare(self, *, begun: int, by: int, ending: str) -> None:
        """Schedule the beginning and a later submission, mostly in the last days."""
        self.stage.scene(self.stage.at(begun, 19, self.dice.randrange(60)), self._write)
        if ending == "draft":
            return
        day = max(begun + 1, by - int(self.dice.expovariate(0.25)))
        hour = 16 if day == by else self.dice.randrange(8, 23)
        self.stage.scene(self.stage.at(day, hour, self.dice.randrange(59)), self._submit)
        later = self.stage.at(min(day, by), 16, 59)
        if ending == "revised":
            self.stage.scene(later, self._revise)
        elif ending == "withdrawn":
            self.stage.scene(later, self._withdraw)

    def _write(self) -> None:
        self.proposal_id = proposals.begin(self.leader, call_id=self.call_id)
        if Role.STUDENT in self.leader.roles:
            for _ in range(self.dice.choice((1, 1, 2, 2, 3))):
                self._add_member()
        self._save(self._draft())

    def _add_member(self) -> None:
        person = next(self.cast.names)
        home = self.leader.institution_id
        if self.dice.random() < 0.15:
            home = self.dice.choice(self.cast.universities).id
        member = MemberDraft(
            name=person.name,
            email=person.email,
            institution_id=home,
            student=True,
            sex=person.sex if person.sex is not Sex.UNSAID or self.dice.random() < 0.5 else Sex.FEMALE,
            study_level=self.dice.choice((StudyLevel.BACHELOR, StudyLevel.BACHELOR, StudyLevel.DIPLOMA)),
        )
        proposals.save_member(
            self.leader, proposal_id=self.proposal_id, version=self._version(), member=member
        )
        with unit_of_work() as uow:  # the invented colleagues accept at once
            query = select(TeamMember).where(
                col(TeamMember.proposal_id) == self.proposal_id, col(TeamMember.email) == member.email
            )
            join(uow.session.exec(query).one(), sex=member.sex)
            uow.commit()

    def _draft(self) -> ProposalDraft:
        idea, phrases = self.idea, demo.phrases()
        year = self.dice.randrange(6, 40)
        running = self.dice.choice(phrases.sustainability[idea.language]).format(five=year * 5, year=year)
        device = idea.track is Track.DEVICE
        return ProposalDraft(
            title=idea.title,
            track=idea.track,
            resolutions=(10, 11) if device else (4, 10) if self.dice.random() < 0.4 else (10,),
            summary=idea.summary,
            problem=idea.problem,
            solution=idea.solution,
            users=idea.users,
            sustainability=running,
            hosting=self.dice.choice(phrases.hosting[idea.language]),
            trl=idea.trl if device else None,
            # Half of them do not state their sex.
            difference=phrases.difference[idea.language][year % 2] if year % 4 < 2 else "",
            requested=self.dice.randrange(8, 60) * MILLION,
            consent_to_name=self.dice.random() < 0.7,
            steering_committee=Role.OFFICER in self.leader.roles,
        )

    def _save(self, draft: ProposalDraft) -> None:
        self.draft = draft
        proposals.save(
            self.leader,
            proposal_id=self.proposal_id,
            version=self._version(),
            draft=draft,
            language=self.idea.language,
        )

    def _submit(self) -> None:
        proposals.submit(self.leader, proposal_id=self.proposal_id, version=self._version())

    def _revise(self) -> None:
        addition = (
            " Awamu ya kwanza ni wilaya moja."
            if self.idea.language == "sw"
            else " It begins in one district."
        )
        self._save(replace(self.draft, solution=self.draft.solution + addition))
        self._submit()

    def _withdraw(self) -> None:
        proposals.withdraw(self.leader, proposal_id=self.proposal_id, version=self._version())

    def _version(self) -> int:
        with read_only() as session:
            return session.get_one(Proposal, self.proposal_id).version
