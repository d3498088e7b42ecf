// BeaconTransform
