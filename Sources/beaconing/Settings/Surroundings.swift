import Foundation

/// What the program finds around it, read once.
struct Surroundings: Sendable {
    private let environment: [String: String]
    /// The clock, in whole seconds since 1970.
    let clockSeconds: Int64

    /// The surroundings of this process.
    static func ofThisProcess() -> Surroundings {
        Surroundings(
            environment: ProcessInfo.processInfo.environment,
            clockSeconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }

    /// Surroundings with these variables at this time.
    init(environment: [String: String], clockSeconds: Int64) {
        self.environment = environment
        self.clockSeconds = clockSeconds
    }

    /// A variable's value; an empty one counts as not set.
    subscript(_ variable: EnvironmentVariable) -> String? {
        guard let value = environment[variable.rawValue], !value.isEmpty else { return nil }
        return value
    }
}
