import BeaconTransform
import Foundation
import SearchCluster

/// One message as a line of a log.
struct LogLine: Sendable {
    /// How grave it is.
    enum Level: String, Sendable {
        case debug, info, warn, error
    }

    /// How grave it is.
    let level: Level
    /// What is said, safe for a terminal.
    let message: String
    /// The run that it is said of.
    let runID: String?
    /// When, in milliseconds since 1970.
    let millis: Int64

    /// A message of this moment, of the run that is under way.
    init(_ level: Level, _ message: String) {
        self.level = level
        self.message = message
        runID = ClusterClient.runID
        millis = Int64(Date().timeIntervalSince1970 * 1000)
    }

    /// The line for a person who reads a log: time, run, message.
    var text: String {
        let time = "\(Timestamp(millis: millis).description) "
        return time + (runID.map { "\($0) " } ?? "") + message
    }

    /// The line as a document of the Elastic Common Schema.
    ///
    /// Field names and their meaning: ECS 8.11, `@timestamp`, `log.level`, `message`, `ecs.version`, `service`, `process.pid`,
    /// `labels`.
    var ecs: String {
        var members: [JSONValue.Member] = [
            .init("@timestamp", .string(Timestamp(millis: millis).description)),
            .init("log.level", .string(level.rawValue)), .init("message", .string(message)),
            .init("ecs.version", "8.11.0"), .init("service.name", "beaconing"),
            .init("service.version", .string(Program.version)), .init("process.pid", .integer(Int64(getpid()))),
        ]
        if let runID { members.append(.init("labels", ["run_id": .string(runID)])) }
        return JSONValue.object(members).text
    }
}

/// How messages are written.
enum LogFormat: String, CaseIterable, Sendable {
    case text, ecs
}
