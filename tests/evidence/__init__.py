"""What the rules of insight find in made-up diaries: nothing, where there is nothing."""
