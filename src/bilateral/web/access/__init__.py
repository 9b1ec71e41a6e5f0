"""Who asks, what they may do, and that a form was really sent from our own page."""
