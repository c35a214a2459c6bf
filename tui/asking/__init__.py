"""What is asked of the inspector in front of a screen, and what may be chosen."""
