"""The report of a partnership for a period: the ledger, the projects and the meetings, as PDF, XLSX or CSV.

Asked for by coordination, finance, approvers and signatories of either side; built in the background (partnerships/export);
downloadable by colleagues of the same organisation who work on the partnership at the moment of the download.
What it tells is read through visible_to of the person who asked, when the work runs.
"""
