"""The yardstick: one lesson and its questions as anyone would write them in Django."""
