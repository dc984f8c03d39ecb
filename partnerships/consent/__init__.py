"""The one mechanism for "both sides said yes to this edition".

A thing that binds is a `Binding`: it has an edition and `content()`, what the yes is said to. `say_yes` keeps who said
yes for which organisation to which edition, with the SHA-256 of the content. A change raises the edition, so older
yeses lapse by themselves and stay as history. The thing is final when every active party of the partnership has said
yes to the current edition and both sides have at least one active party. A yes by silence has nobody's name under it.

The slice that owns the thing locks its row, asks its own rule, calls say_yes, and acts on `both_agreed`.
"""
