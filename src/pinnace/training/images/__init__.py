"""Training networks that see pictures. Needs PyTorch and Pillow: pip install "pinnace[image,train]"."""
