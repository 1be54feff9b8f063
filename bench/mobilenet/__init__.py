"""A network of MobileNetV2's shape (width 0.35, 96 x 96 pixels, 10 labels, 10.7 million multiplications) of random
weights, once in floats and written for every runtime: ours, LiteRT, onnxruntime, TensorFlow.js."""
