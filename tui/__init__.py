"""The terminal screens: they show what the core computes and decide nothing themselves."""
