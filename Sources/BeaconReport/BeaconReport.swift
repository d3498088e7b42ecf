// BeaconReport
