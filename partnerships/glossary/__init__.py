"""The glossary: what a word means to the housing side, to the social side, and to both.

shipped   thirty words come with the portal (words.toml), German as the minutes are
term      a word of one partnership: proposed -> agreed, once every party has said yes to the same edition; or declined, or withdrawn.
          Each side words its own view and nobody else's; both word what it means together. Worded anew an agreed one is talked about again
marked    where a word occurs in topics and minutes it leads to its page, once a page (base/words.py); an agreed term of the partnership
          comes before a shipped one
origin    a term may come of a decision: it is linked there (partnerships/register)
"""
