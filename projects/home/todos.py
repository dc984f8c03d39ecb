from partnerships.base.nested import revived
from partnerships.partnership.mine import with_my_party
from partnerships.partnership.models import Partnership
from partnerships.todo.registry import Todo, source
from projects.goal import todos as goals
from projects.goal.models import Goal
from projects.project import todos as projects
from projects.project.models import Project


@source
def projects_and_goals(person) -> list[Todo]:
    """What is open about projects and goals of active partnerships. One query for both."""
    rows = Partnership.objects.worked_on_by(person).filter(state=Partnership.State.ACTIVE)
    rows = with_my_party(rows, person, partnership="pk").annotate(open_projects=projects.open_rows(), open_goals=goals.open_rows())
    found: list[Todo] = []
    for partnership in rows:
        for project in revived(Project, partnership.open_projects):
            found += projects.todos_of(project, partnership, person)
        found += [goals.todo_of(goal, partnership, person) for goal in revived(Goal, partnership.open_goals)]
    return found
