"""What waits for whom, since when: a registry. Every slice says it in its `todos.py`; the home page is built from it.

waiting  "me": one of my organisations, and my role, must act; "us": my organisation must, someone else in it;
         "them": the other side must act
A Todo with a `due` in the future and waiting "coming" is shown under "What is coming up".

To add a source, write in the slice's `todos.py` (it is found there by itself):

def _open():                       # which rows wait at all, for anybody: ANYBODY (seats.py) stands for the person
    rows = Motion.objects.visible_to(ANYBODY).filter(IsActive("partnership"), state=Motion.State.OPEN)
    return rows.annotate(seat=MySeat("partnership"), mine=IfMine("organisation"))

@source
@open_rows(rows=_open, facts=("seat", "mine"), shown=("id", "title", "mine", "created_at", "partnership_id"), order=("created_at",),
           lines=lambda: Motion.objects.annotate(mine=IfMine("organisation")))
def motions(row, me) -> Todo: ...  # the rule: whose turn it is; asked for the first rows of each group only

All sources written so are one query together, however many there are: the database counts every group of rows that are alike in `facts`
and names the first of each (rows.py tells of each argument). Whatever decides `waiting` has to be among the facts. A value of the person
or of the day is a Param (base/prepared.py), never a value of Python's. A plain function `@source def few(person) -> list[Todo]` is asked
by itself; it is meant for what costs no query.
"""
