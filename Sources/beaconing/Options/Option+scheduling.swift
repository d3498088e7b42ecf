import BeaconTransform

extension Option {
    /// The options of `run --every`, `replay` and `status`.
    static func scheduling(_ name: OptionName) -> Option {
        switch name {
        case .every:
            Option(
                name, value: "TIME",
                help: """
                    Stay, and make a pass each time that this much time has gone by, for instance 1h: over the window that \
                    ends on the hour, as soon as the template's delay for late documents is over. Windows that were \
                    missed are made up first.
                    """)
        case .once:
            Option(name, help: "With --every: make the passes that are due and end, for timers and cron.")
        case .jitter:
            Option(
                name, value: "TIME",
                help:
                    "With --every: begin each pass up to so much later, at random, so that many runners do not begin at once."
            )
        case .catchUp:
            Option(
                name, value: "N",
                help: """
                    With --every: how many missed windows are made up at the most, the newest of them. What is passed over \
                    is said and kept in the run records. Otherwise \(Schedule.usualCatchUp).
                    """)
        case .wait: Option(name, help: "Wait for the lease when another runner holds it, instead of ending with 75.")
        case .lease:
            Option(
                name, value: "TIME",
                help: """
                    How long the lease lasts when its holder no longer renews it, 3s to 1h. Otherwise 2m.
                    """)
        case .slice:
            Option(
                name, value: "N/M",
                help: """
                    Look only at the hosts that fall to slice N of M, from 1, so that M runners share the work. M alone \
                    takes the number from JOB_COMPLETION_INDEX, as in an indexed Kubernetes Job.
                    """)
        case .stateIndex:
            Option(
                name, value: "INDEX",
                help: """
                    The index for leases, checkpoints and run records. Otherwise BEACONING_STATE_INDEX, or beaconing-state.
                    """)
        case .from:
            Option(name, value: "TIME", help: "The end of the first window, written as for --now.")
        case .to:
            Option(
                name, value: "TIME",
                help: "The end of the last window, written as for --now; it is not passed. report otherwise ends now.")
        case .step:
            Option(
                name, value: "TIME",
                help: "How far apart the ends of the windows are. Otherwise the template's frequency.")
        case .parallel:
            Option(name, value: "N", help: "How many windows are read at once, 1 to 16. Otherwise 1.")
        case .metricsFile:
            Option(
                name, value: "FILE",
                help: """
                    Write figures of the last pass to FILE for Prometheus' text file collector, after each pass and also \
                    after one that failed. The file is replaced as a whole.
                    """)
        case .metricsListen:
            Option(
                name, value: "[HOST:]PORT",
                help: """
                    With --every: answer GET /metrics there, for Prometheus. A port alone is of this machine only; nothing \
                    asks who is there.
                    """)
        case .statusFormat:
            Option(
                name, value: StatusFormat.allCases.map(\.rawValue).joined(separator: "|"),
                choices: StatusFormat.allCases.map(\.rawValue),
                help: "How the answer is printed: text for a person, or JSON with everything. Otherwise text.")
        default:
            Option(
                name, value: "TIME",
                help: "End with 11 when the last window that is done ended longer ago than this, for monitoring.")
        }
    }
}
