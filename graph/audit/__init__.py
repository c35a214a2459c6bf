"""The sentences of a draft report, held against the findings and statements of an inspection."""
