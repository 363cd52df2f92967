"""The only importer of onnxruntime: models with their manifest, and what runs on them."""
