"""The same three figures elsewhere, each as its own tutorial would write them."""
