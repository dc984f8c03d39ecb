"""The library: the texts agreements start with.

shipped   the portal's own working texts, one for each kind of agreement (agreement/template.toml); nobody changes them here
template  an organisation's own text: copied from a shipped one, then edited. Only its members see it; who speaks for the organisation
          edits it. It is chosen when a draft is begun, and filled with what the portal knows, exactly as a shipped one.
edition   every saving makes a new one; older ones stay and can be read and compared. The database refuses every change of them.
archived  no longer offered for new drafts; can be taken back. Agreements that began with it are not touched: they have their own words.
"""
