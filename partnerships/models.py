"""The index of this app's models; they live in their slices."""

from partnerships.addendum.models import Addendum, AddendumPaper, Correction
from partnerships.agreement.edition import Clause, Edition, Promise
from partnerships.agreement.ending import Notice, Reminded, WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion, Voice
from partnerships.agreement.signature import Signature
from partnerships.agreement.stance import Remark, Stance
from partnerships.annex.models import Annex
from partnerships.approval.models import Absence, ApprovalRule, ApprovalStep, Body, DecisionDay, NoGoPeriod
from partnerships.approval.release import Release, ReleaseNote, ReleaseStep, StepYes
from partnerships.attendance.models import Invite, Told
from partnerships.consent.models import Consent
from partnerships.deadline.models import Deadline
from partnerships.export.models import Export
from partnerships.feed.models import Feed
from partnerships.glossary.models import Term
from partnerships.journal.models import Entry
from partnerships.library.models import AgreementTemplate, TemplateClause, TemplateEdition
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.minutes.models import InternalNote, Point, Timing
from partnerships.notice.models import Letter
from partnerships.once.models import Token
from partnerships.organisation.models import Invitation, Membership, Organisation
from partnerships.paper.models import SignedPaper
from partnerships.partnership.models import Partnership, Party
from partnerships.passage.models import Warned, Wish
from partnerships.person.models import Person
from partnerships.protocol.models import MinutesPaper
from partnerships.register.models import Effect, Lift
from partnerships.series.models import CarriedOver, Seat, Series
from partnerships.task.models import Task
from partnerships.topic.models import Topic
from partnerships.work.models import Pulse, Run

__all__ = [
    "Absence",
    "Addendum",
    "AddendumPaper",
    "Agreement",
    "AgreementTemplate",
    "Annex",
    "ApprovalRule",
    "ApprovalStep",
    "Body",
    "CarriedOver",
    "Clause",
    "Consent",
    "Correction",
    "Deadline",
    "Decision",
    "DecisionDay",
    "Edition",
    "Effect",
    "Entry",
    "Export",
    "Feed",
    "InternalNote",
    "Invitation",
    "Invite",
    "Item",
    "Letter",
    "Lift",
    "Meeting",
    "Membership",
    "MinutesPaper",
    "Motion",
    "NoGoPeriod",
    "Notice",
    "Organisation",
    "Participant",
    "Partnership",
    "Party",
    "Person",
    "Point",
    "Promise",
    "Pulse",
    "Release",
    "ReleaseNote",
    "ReleaseStep",
    "Remark",
    "Reminded",
    "Run",
    "Seat",
    "Series",
    "Signature",
    "SignedPaper",
    "Stance",
    "StepYes",
    "Task",
    "TemplateClause",
    "TemplateEdition",
    "Term",
    "Timing",
    "Token",
    "Told",
    "Topic",
    "Voice",
    "Warned",
    "WindUp",
    "Wish",
]
