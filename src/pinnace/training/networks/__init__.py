"""Network rungs, in PyTorch (the extra `train`). Nothing here is imported unless it is installed."""
