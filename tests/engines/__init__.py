"""The main job in three browser engines: ``python3 run.py engines`` runs it."""
