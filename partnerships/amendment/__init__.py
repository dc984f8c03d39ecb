"""The amendment (Nachtrag): both sides change an agreement in force, by an agreement of its own that ends as a part of it.

begin     either side, while the agreement is in force and nobody has given notice: a copy of the whole valid text, annexes included, as a
          draft of the own house. From then on it lives like any agreement: talks part by part, release in each house, signatures.
          Several may be open at once. Its `starts_on` is the first day of the new text (none: the day all have signed)
valid     until that day the old text is valid, on every page and in the ledger
merge     on its first day, or with the last signature: the agreement gets a new edition with the amendment's words, promises and annexes,
          the first day of the agreement itself stays, and its last day, unless the amendment moves it. Who signed the amendment has signed
          this edition: names, functions and times go with it. Signal `agreement_amended`; projects/contribution carries the ledger on
conflict  whoever signs second has read the first: rules.fits() refuses an amendment that takes up an older text. `catch_up` takes over what
          was changed meanwhile, part by part; where both changed the same part the amendment's words stay and are named, and the other
          side is asked anew
notice    given while an amendment is talked about: nobody offers, releases or signs it unless the notice is taken back. One that was
          signed becomes valid on its day all the same; the end that was decided stays
end       of the agreement: what was not merged by then lapses
"""
