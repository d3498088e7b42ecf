/// What an import did: a server answers 200 also where it wrote nothing.
public struct ImportResult: Sendable, Equatable {
    /// The objects that were written.
    public var written: [Written] = []
    /// The objects that were not, each with the reason.
    public var problems: [Problem] = []

    /// An object that was written.
    public struct Written: Sendable, Equatable {
        /// Its name in the file.
        public var key: SavedObjectKey
        /// Whether it took the place of another.
        public var isOverwritten: Bool
        /// The id it got where that of the file belongs to an object of another space.
        public var otherID: String?
    }

    /// An object that was not written.
    public struct Problem: Sendable, Equatable {
        /// Its name in the file.
        public var key: SavedObjectKey
        /// Why.
        public var reason: Reason
    }

    /// Why an object was not written.
    public enum Reason: Sendable, Equatable {
        /// It is there and must not be replaced.
        case conflict
        /// Any of several objects could be the one to replace: their ids.
        case ambiguous([String])
        /// It refers to objects that are neither in the file nor on the server.
        case missingReferences([SavedObjectKey])
        /// The server does not know the type.
        case unsupportedType
        /// It needs a data source that the server does not have.
        case missingDataSource
        /// Anything else, with the server's words and the status that they would have had.
        case other(String, status: Int)

        /// Whether the server then writes no object of the file at all.
        var blocksAll: Bool {
            switch self {
            case .conflict, .ambiguous, .missingReferences: true
            case .unsupportedType, .missingDataSource, .other: false
            }
        }
    }

    /// Reads the answer to an import.
    ///
    /// - Throws: `.malformed` when it is none, `.incomplete` when it does not account for every object that was sent.
    init(_ answer: JSONValue, of file: ImportFile, by server: String) throws(ClusterError) {
        guard let isSuccess = answer["success"]?.boolean, let count = answer["successCount"]?.integer else {
            throw ClusterError(.malformed, "\(server)'s answer to the import does not say whether it succeeded")
        }
        problems = (answer["errors"]?.array ?? []).compactMap { entry in
            SavedObjectKey(entry).map { Problem(key: $0, reason: Reason(entry["error"] ?? .null)) }
        }
        // What they call successes when nothing was written is what would have been.
        if !problems.contains(where: \.reason.blocksAll) {
            written = (answer["successResults"]?.array ?? []).compactMap(Written.init)
        }
        let sent = Set(file.objects.map(\.key))
        let told = Set(written.map(\.key)).union(problems.map(\.key))
        let isWhole = isSuccess ? problems.isEmpty && count == sent.count && told == sent : !problems.isEmpty
        guard isWhole, told.isSubset(of: sent) else {
            throw ClusterError(
                .incomplete,
                "\(server) was sent \(sent.count) objects and does not account for each: it says that it wrote \(count)",
                cure: "the same again writes them all anew")
        }
    }

    /// Why it failed, told for all objects; `nil` when it did not.
    ///
    /// - Returns: `.forbidden` where rights were all that was missing, otherwise `.refused`.
    public func failure(of count: Int, on family: ClusterProduct.Family) -> ClusterError? {
        guard let first = problems.first else { return nil }
        let told = problems.prefix(3).map { "\($0.key.name(on: family)): \($0.reason.sentence(on: family))" }
        let rest = problems.count > 3 ? "; and \(problems.count - 3) more" : ""
        let blocked = problems.contains(where: \.reason.blocksAll)
        let wrote = blocked || written.isEmpty ? "nothing was imported" : "\(written.count) of \(count) were imported"
        let isForbidden = problems.allSatisfy { if case .other(_, 403) = $0.reason { true } else { false } }
        return ClusterError(
            isForbidden ? .forbidden : .refused,
            "\(family.dashboards) did not import \(problems.count) of \(count) objects, and \(wrote): "
                + told.joined(separator: "; ") + rest,
            cure: first.reason.cure(on: family))
    }
}

extension ImportResult.Written {
    fileprivate init?(_ json: JSONValue) {
        guard let key = SavedObjectKey(json) else { return nil }
        let other = json["destinationId"]?.string
        self.init(
            key: key, isOverwritten: json["overwrite"]?.boolean ?? false, otherID: other == key.id ? nil : other)
    }
}

extension ImportResult.Reason {
    fileprivate init(_ error: JSONValue) {
        switch error["type"]?.string {
        case "conflict": self = .conflict
        case "ambiguous_conflict":
            self = .ambiguous((error["destinations"]?.array ?? []).compactMap { $0["id"]?.string })
        case "missing_references":
            self = .missingReferences((error["references"]?.array ?? []).compactMap(SavedObjectKey.init))
        case "unsupported_type": self = .unsupportedType
        case "missing_data_source": self = .missingDataSource
        case let type:
            let words = error["message"]?.string ?? type ?? "no reason is given"
            self = .other(
                ErrorAnswer(answer: ["message": .string(words)]).reason ?? words,
                status: Int(error["statusCode"]?.integer ?? 0))
        }
    }

    /// Why it was not written.
    func sentence(on family: ClusterProduct.Family) -> String {
        switch self {
        case .conflict: "an object of that id is there and was not replaced"
        case .ambiguous(let ids):
            "it may stand for any of several objects (\(ids.map { SafeText($0).description }.joined(separator: ", ")))"
        case .missingReferences(let keys):
            "it refers to \(keys.map { $0.name(on: family) }.joined(separator: " and ")), which is not there"
        case .unsupportedType: "objects of that type are not known there"
        case .missingDataSource: "it needs a data source, and none is there"
        case .other(let words, _): SafeText(words).description
        }
    }

    /// What to do about it.
    fileprivate func cure(on family: ClusterProduct.Family) -> String? {
        switch self {
        case .conflict: "delete that object, or import into another space or tenant"
        case .ambiguous: "delete all of them but one under Saved objects"
        case .missingReferences: "delete what is left of an earlier import and try again"
        case .unsupportedType: "see that the server has all its own plugins"
        case .missingDataSource: "add the data source of the cluster there"
        case .other(_, 403): ClusterError.rights(on: family)
        case .other: nil
        }
    }
}
