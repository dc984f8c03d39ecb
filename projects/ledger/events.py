"""What slices above are told of, within the transaction in which it happens."""

from django.dispatch import Signal

# with `rebooking` and `by`: it was agreed on (its rows are there), declined or withdrawn
rebooking_answered = Signal()
