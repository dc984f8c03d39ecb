"""What slices above are told of, within the transaction in which it happens."""

from django.dispatch import Signal

# with `delivery` and `by`: the receiver has confirmed what came
delivery_confirmed = Signal()
