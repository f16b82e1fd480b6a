"""What is asked of a negotiation: the scope, each question with its frame, sentence and chart. Never writes."""
