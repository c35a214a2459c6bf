"""What the evidence adds up to: lines, statuses, gaps, and the drawings of an area's graph."""
