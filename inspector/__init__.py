"""The program without a screen: what an inspection office does, from photo to closed issue."""
