import Foundation
internal import SearchCluster

/// The process that holds a lease, so that others can say who it is, and those of its machine whether it still lives.
public struct LeaseHolder: Sendable, Equatable {
    /// Machine and process for a person: `sensor-7:4711`.
    public var name: String
    /// What makes process numbers comparable: this start of the machine and this namespace; `nil` where that is not known.
    public var machine: String?
    /// The process's number.
    public var process: Int32
    /// When the process started, in the kernel's ticks; tells it from a later one of the same number.
    public var startTicks: Int64?

    /// A process.
    public init(name: String, machine: String?, process: Int32, startTicks: Int64?) {
        self.name = name
        self.machine = machine
        self.process = process
        self.startTicks = startTicks
    }

    /// This process.
    public static let current: LeaseHolder = {
        let process = getpid()
        return LeaseHolder(
            name: "\(ProcessInfo.processInfo.hostName):\(process)", machine: currentMachine, process: process,
            startTicks: life(of: process)?.startTicks)
    }()

    private static let currentMachine: String? = {
        guard let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
            let space = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
        else { return nil }
        return boot.trimmingCharacters(in: .whitespacesAndNewlines) + " " + space
    }()

    /// What the kernel says of a process; `nil` where it says nothing.
    private static func life(of process: Int32) -> (hasEnded: Bool, startTicks: Int64)? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            // The name in parentheses may hold anything; what follows it does not.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let ticks = Int64(fields[19]) else { return nil }
        // One that has ended stays listed until its parent has asked for its end, which not every parent does.
        return (["Z", "X"].contains(fields[0]), ticks)
    }

    /// Whether it is certain that the process has ended; never of one on another machine.
    public var isGone: Bool {
        guard let machine, machine == Self.currentMachine else { return false }
        if kill(process, 0) != 0, errno == ESRCH { return true }
        guard let startTicks, let life = Self.life(of: process) else { return false }
        return life.hasEnded || life.startTicks != startTicks
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(name)), .init("process", .integer(Int64(process)))]
        if let machine { members.append(.init("machine", .string(machine))) }
        if let startTicks { members.append(.init("start_ticks", .integer(startTicks))) }
        return .object(members)
    }

    init?(_ json: JSONValue?) {
        guard let name = json?["name"]?.string, let process = json?["process"]?.integer.flatMap({ Int32(exactly: $0) })
        else { return nil }
        self.init(
            name: name, machine: json?["machine"]?.string, process: process,
            startTicks: json?["start_ticks"]?.integer)
    }
}
