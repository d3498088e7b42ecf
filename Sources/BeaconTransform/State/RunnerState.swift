public import SearchCluster

/// What the state index remembers of the runners of one template and slice: who holds the lease, and how far they came.
///
/// Lease and checkpoint are one document, so that nobody moves the checkpoint without the lease.
public struct RunnerState: Sendable, Equatable {
    /// Which runners.
    public var key: Key
    /// Who holds the lease; `nil` when nobody does.
    public var lease: Lease?
    /// The end of the last window whose signals all have an outcome, in seconds since 1970; `nil` before the first.
    public var checkpointSeconds: Int64?
    /// Seconds between two windows, as the last scheduled runner had it.
    public var everySeconds: Int?
    /// When this was written, by the cluster's clock.
    public var updatedMillis: Int64

    /// Which runners share a lease and a checkpoint.
    public struct Key: Sendable, Equatable {
        /// The template's id.
        public var template: String
        /// The share of the groups.
        public var slice: HostSlice
        /// What it is for; `runner` for hourly passes, another word for each replay.
        public var purpose: String

        /// The runners of a template and a slice.
        public init(template: String, slice: HostSlice, purpose: String = "runner") {
            self.template = template
            self.slice = slice
            self.purpose = purpose
        }

        /// The document's id; templates' ids hold neither slash nor blank.
        public var id: String { "\(purpose) \(template) \(slice)" }
    }

    /// A lease that is held.
    public struct Lease: Sendable, Equatable {
        /// The process.
        public var holder: LeaseHolder
        /// What tells this taking of the lease from every other.
        public var token: String
        /// When it ends unless it is renewed, by the cluster's clock.
        public var expiresMillis: Int64
    }

    init(key: Key) {
        self.key = key
        updatedMillis = 0
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(key.purpose == "runner" ? "runner" : "replay")),
            .init("template", .string(key.template)), .init("slice", .string(key.slice.description)),
            .init("purpose", .string(key.purpose)),
            .init("@timestamp", .string(Timestamp(millis: updatedMillis).description)),
        ]
        if let checkpointSeconds {
            members.append(.init("checkpoint", .string(Timestamp(seconds: checkpointSeconds).description)))
            members.append(.init("checkpoint_seconds", .integer(checkpointSeconds)))
        }
        if let everySeconds { members.append(.init("every_seconds", .integer(Int64(everySeconds)))) }
        if let lease {
            members.append(.init("holder", .string(lease.holder.name)))
            members.append(.init("lease_expires", .string(Timestamp(millis: lease.expiresMillis).description)))
            members.append(
                .init(
                    "lease",
                    [
                        "token": .string(lease.token), "expires_millis": .integer(lease.expiresMillis),
                        "holder": lease.holder.json,
                    ]))
        }
        return .object(members)
    }

    /// Reads what the index holds; what cannot be read, or cannot be, counts as not said.
    ///
    /// Whoever may write to the index can write any number there.
    public init(_ json: JSONValue, key: Key) {
        self.init(key: key)
        checkpointSeconds = Self.seconds(json["checkpoint_seconds"])
        everySeconds = json["every_seconds"]?.integer.flatMap {
            (1...Self.longestInterval).contains($0) ? Int($0) : nil
        }
        if let lease = json["lease"], let holder = LeaseHolder(lease["holder"]), let token = lease["token"]?.string,
            let expires = lease["expires_millis"]?.integer, Timestamp.years.contains(expires)
        {
            self.lease = Lease(holder: holder, token: token, expiresMillis: expires)
        }
    }

    /// A moment in seconds since 1970; `nil` for what is none before the year 10000.
    static func seconds(_ json: JSONValue?) -> Int64? {
        let latest = Timestamp.years.upperBound / 1000
        return json?.integer.flatMap { (-latest...latest).contains($0) ? $0 : nil }
    }

    /// The longest time between two windows, in seconds: longer than any that can be asked for.
    private static let longestInterval: Int64 = 366 * 86_400
}
