"""UC-Net (CVPR 2020) in PyTorch: the code that trains and exports the weights which the web application ships."""
