"""What waits for whom, since when: a registry. Every slice says it in its `todos.py`; the home page is built from it.

@source
def agreements(person) -> list[Todo]: ...   # at most one query, rows only through visible_to(person)

waiting  "me": one of my organisations, and my role, must act; "us": my organisation must, someone else in it;
         "them": the other side must act
A Todo with a `due` in the future and waiting "coming" is shown under "What is coming up".
"""
