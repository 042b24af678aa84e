print("fusec")
