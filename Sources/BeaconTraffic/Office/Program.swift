/// A program that a host may run, and what it does on the network.
struct Program: Sendable {
    /// `process.name`.
    let process: String
    /// The folder that it is started from, with the separator at its end.
    let folder: String
    /// What it does; several kinds of traffic of one process are judged as one group.
    let profiles: [TrafficProfile]

    init(_ process: String, in folder: String, _ profiles: TrafficProfile...) {
        self.process = process
        self.folder = folder
        self.profiles = profiles
    }
}

/// A place on a host that at most one of several programs takes: the browser, the chat program.
struct ProgramSlot: Sendable {
    /// A name of its own among the slots of a machine: the draw depends on it.
    let name: String
    /// The programs, each with the share of hosts that run it; the shares add up to 1 at most.
    let choices: [(share: Double, program: Program)]

    init(_ name: String, _ choices: (share: Double, program: Program)...) {
        self.name = name
        self.choices = choices
    }

    /// A program that this share of the hosts run.
    init(_ share: Double, _ program: Program) {
        name = program.process
        choices = [(share, program)]
    }

    /// The program of one host, if it has one here.
    func program(ofHost index: Int, seed: UInt64) -> Program? {
        var random = SeededGenerator(seed: seed, number: index, name: "slot", part: name)
        var fraction = random.unit()
        for (share, program) in choices {
            if fraction < share {
                return program
            }
            fraction -= share
        }
        return nil
    }
}
