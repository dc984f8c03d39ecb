"""The papers of an agreement: what one sends, prints, files - and can check later.

papers    one page for each agreement: its editions as PDF and Word, its annexes, the scan of the signed paper, drafts that came back
"""
