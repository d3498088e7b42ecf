/// A beacon and the process that it hides in.
public struct HiddenBeacon: Sendable, Equatable {
    /// A name of its own among the hidden beacons: its addresses and moments depend on it.
    public var name: String
    /// What it does.
    public var profile: TrafficProfile
    /// `process.name`; where the host runs a process of that name anyway, the two are one group.
    public var process: String
    /// `process.executable`.
    public var executable: String
    /// The kind of machine that it is put on, if the office has one that is free.
    public var machine: Machine
    /// What else the process does, where the host does not run it anyway.
    public var cover: TrafficProfile?

    /// A beacon in a process.
    public init(
        _ name: String, _ profile: TrafficProfile, process: String, executable: String, machine: Machine = .windows,
        cover: TrafficProfile? = nil
    ) {
        self.name = name
        self.profile = profile
        self.process = process
        self.executable = executable
        self.machine = machine
        self.cover = cover
    }

    /// The beacons that an office day hides: from the plainest to some that the metric alone does not find.
    public static var cast: [HiddenBeacon] {
        let system32 = "C:\\Windows\\System32\\"
        var overPadded = TrafficProfile.mythic(sleep: 600, jitter: 0.5)
        overPadded.sourceBytes = .padded(540, upTo: 4_096)
        overPadded.destinationBytes = .padded(242, upTo: 4_096)
        var uncounted = TrafficProfile.mythic(sleep: 30, jitter: 0.5)
        uncounted.sourceBytes = .absent
        uncounted.destinationBytes = .absent
        var slow = TrafficProfile.empire(sleep: 900, jitter: 0.1)
        slow.loss = 0.05
        var redirected = TrafficProfile.cobaltStrike(sleep: 60, jitter: 0.2)
        redirected.destinations = Destinations(.world, count: 3, choice: .rotating)
        return [
            HiddenBeacon(
                "minute", .cobaltStrike(), process: "rundll32.exe", executable: system32 + "rundll32.exe"),
            HiddenBeacon(
                "five-minutes", .poshC2(sleep: 300, jitter: 0), process: "powershell.exe",
                executable: system32 + "WindowsPowerShell\\v1.0\\powershell.exe"),
            HiddenBeacon("redirected", redirected, process: "dllhost.exe", executable: system32 + "dllhost.exe"),
            HiddenBeacon(
                "tasked", .cobaltStrike(sleep: 45, jitter: 0.37).withTasking(), process: "regsvr32.exe",
                executable: system32 + "regsvr32.exe"),
            HiddenBeacon("padded", overPadded, process: "mshta.exe", executable: system32 + "mshta.exe"),
            HiddenBeacon(
                "added-seconds", .sliver(), process: "PrinterUpdate.exe",
                executable: "C:\\ProgramData\\PrinterUpdate\\PrinterUpdate.exe"),
            HiddenBeacon(
                "in-browser", .cobaltStrike(sleep: 60, jitter: 0.2), process: "brave.exe",
                executable: "C:\\Program Files\\BraveSoftware\\Brave-Browser\\Application\\brave.exe",
                cover: .webApplication),
            HiddenBeacon("slow", slow, process: "python3", executable: "/usr/bin/python3", machine: .linuxServer),
            HiddenBeacon("uncounted", uncounted, process: "osascript", executable: "/usr/bin/osascript", machine: .mac),
            HiddenBeacon(
                "excluded-by-name", .cobaltStrike(), process: "svchost.exe", executable: system32 + "svchost.exe",
                cover: .telemetry),
        ]
    }
}
