print("beaconing")
