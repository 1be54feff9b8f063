"""Packages, texts and evidence that mean harm, and the refusal that each must meet. README.md explains the ideas."""
