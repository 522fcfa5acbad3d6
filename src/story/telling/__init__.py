"""The words of the story: chapters, the facts in their sentences, and the proof of both."""
