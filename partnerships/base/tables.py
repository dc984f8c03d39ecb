"""All tables of a first migration in one step.

Django renders the models anew after every single operation, each time with all models that are connected to the changed one. For the
hundred and fifty connected models of this portal, each with its constraints and triggers, that takes minutes, and everybody who starts the
portal for the first time waits for it. In a first migration nobody needs the states in between: here the state is told to its end first,
and each table is made as it finally looks. What came between two releases is joined in the same way; written at once by makemigrations, no
step of it changes what another one has made.
"""

from collections.abc import Sequence

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

WITHIN_THE_TABLE = (AddField, AddIndex, AddConstraint)


class Tables(Operation):
    """These operations as one, on a database that has none of the tables they make; cannot be taken back.

    Whatever else is among them (extensions, SQL, triggers) is done in its place, on the final state.
    """

    reversible = False

    def __init__(self, operations: Sequence[Operation]):
        self.operations = operations

    def state_forwards(self, app_label, state) -> None:
        vars(state).pop("apps", None)  # the rendered models, if any: rendered again when somebody asks, as Django does after a delay
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        made = {operation.name.lower() for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if not (isinstance(operation, WITHIN_THE_TABLE) and operation.model_name.lower() in made):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"All tables in one step ({len(self.operations)} operations)"
