"""What the machine proposes and an inspector judges: links, repeats, conflicts, new findings.

`suggestion` holds the values, `proposing` gives them; nothing here counts until it is confirmed.
"""
