// BeaconTraffic
