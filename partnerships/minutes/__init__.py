"""During the meeting: one page on which several people write the minutes at once, and one on which the others read along.

sync      the page sends what was typed a second after the last key and asks every few seconds what the others wrote: one address, one
          answer, nothing but JSON. Each text comes with the text it was made from, and with those that were sent before and never
          answered, so that nobody stands in her own way after a lost answer. So the server can put three texts together:
          changes of different sentences merge, further lines stand one after the other, two versions of one sentence are a *clash* and
          are shown side by side; whoever sees both puts them together. Nothing is ever overwritten unseen
kept      what is not saved yet lies in the browser (localStorage, under the person and the meeting) and is sent when the portal answers
          again, after a reload, a crash or a new sign-in; it is thrown away as soon as the server has it. A session that ended leads to
          the sign-in, never the text away
plain     without scripts the same page is a form with buttons; texts that were changed in the meantime merge there too
point     a typed outcome of a topic beside decision and task: an *information* both take home, or an *idea* for later, which is put into
          the store of topics. Part of what both sides release, closed with it (trigger)
timing    how long a topic has been talked about and which one is talked about now. Quiet: no sound, no red; not part of the minutes
note      what one organisation writes for itself beside a topic, at any time. Nobody outside that organisation ever reads it: it is in no
          journal, no export, no search, no count; it does not keep the other side from removing the topic, and survives that
live      large letters for a projector, the topic that is on now first; asks every three seconds, answered 204 while nothing is new

Written in a plain text field with a toolbar, not in a rich editor: what one sees is what is merged, and a rich editor writes Markdown anew
where nobody has changed anything.

Terms of the glossary are marked where minutes are read and on the view for the room, once a page; while one writes the text stays plain.
"""
