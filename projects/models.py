"""The index of this app's models; they live in their slices."""

from projects.bank.models import BankAccount
from projects.basis.models import Counted
from projects.booking.models import Booking
from projects.certificate.models import Certificate
from projects.change.models import Change
from projects.condition.models import Condition
from projects.contribution.letter import Message
from projects.contribution.models import Contribution, Delivery
from projects.draft.models import Draft
from projects.examination.models import Examination
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Instalment, Lift, Schedule
from projects.goal.models import Goal
from projects.hours.models import Sheet, SheetLine
from projects.ledger.models import Rebooking
from projects.limit.models import Limits
from projects.payment.models import PaymentFile, PaymentLine
from projects.plan.models import Line, Plan
from projects.pot.models import Overbooking, Pot, Reservation
from projects.project.models import Project
from projects.proof.models import Check, DueRule, Letter, Proof, Reclaim, Submission
from projects.rate.models import Rate
from projects.receipt.models import Book, Receipt

__all__ = [
    "BankAccount",
    "Book",
    "Booking",
    "Call",
    "Certificate",
    "Change",
    "Check",
    "Condition",
    "Contribution",
    "Counted",
    "Delivery",
    "Draft",
    "DueRule",
    "Examination",
    "Goal",
    "Instalment",
    "Leftover",
    "Letter",
    "Lift",
    "Limits",
    "Line",
    "Message",
    "Overbooking",
    "PaymentFile",
    "PaymentLine",
    "Plan",
    "Pot",
    "Project",
    "Proof",
    "Rate",
    "Rebooking",
    "Receipt",
    "Reclaim",
    "Reservation",
    "Schedule",
    "Sheet",
    "SheetLine",
    "Submission",
]
