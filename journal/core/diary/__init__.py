"""What a diary amounts to, counted and described: days, weeks, episodes, programme, relief."""
