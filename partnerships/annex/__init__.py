"""Annexes: files that belong to a thing - an agreement, later a contribution or a meeting.

place     what files may hang on: a slice registers it for its model (`places.py` there), with its door and its rules
kind      A1 to A9 as agreements name them, another annex, the scan of a paper that was signed, a draft that came back
given     an annex is at first with the organisation that brought it (`shared_at` empty); it is given to the other side with the
          proposal it belongs to (`give`), and from then on it is final: `edition` says since which edition it belongs to the text,
          `until` from which on no longer. What is not part of the text is shared at once, or stays internal for good.
file      its type is told by its content, its name is cleaned, a picture is drawn anew without what the camera knows. It lies under a
          random name (base/files.py), is only ever sent as a download, after asking the door at that moment, and not before the virus
          scanner (`CLAMAV_URL`) has seen it. Row and file: the file is there before its row, a file without a row is swept daily.
"""
