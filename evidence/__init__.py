"""What was said, by whom and where: records, journal, checkpoint, readers, programmes."""
