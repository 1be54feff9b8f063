"""What we measure ourselves against, each with the settings its own documentation uses."""
