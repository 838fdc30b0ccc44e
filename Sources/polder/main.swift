print("polder")
