"""Adapters to what lies beyond this machine. Off the pages of learners; no database."""
