"""Sources, statements and found words as the lines and marks that screens show."""
