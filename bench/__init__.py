"""Speed of evlearn, compared with a bare Django app: ``python -m bench``."""
