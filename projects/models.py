"""The index of this app's models; they live in their slices."""

from projects.contribution.models import Contribution, Delivery, Message
from projects.goal.models import Goal
from projects.plan.models import Line, Plan
from projects.pot.models import Overbooking, Pot, Reservation
from projects.project.models import Project

__all__ = ["Contribution", "Delivery", "Goal", "Line", "Message", "Overbooking", "Plan", "Pot", "Project", "Reservation"]
