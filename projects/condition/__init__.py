"""Conditions of a grant: what the receiver is to do or to bring, each said in one sentence.

grant     with conditions waits for the receiver's yes, as a grant in part does: nothing binds by one side's click
states    open -> fulfilled (said by the receiver, with a word how) -> accepted (by the giver) | open again (with a word why)
          who says that it is fulfilled does not accept it
seen      while the decision is released inside the giver's house, by the giver only; taken back with the proposal
"""
