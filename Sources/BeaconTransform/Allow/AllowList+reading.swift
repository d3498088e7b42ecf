internal import SearchCluster

extension AllowList {
    private static let keys = [
        "process", "destination", "port", "host", "reason", "author", "expires", "drop",
    ]

    /// Reads files of entries strictly.
    ///
    /// - Throws: ``TemplateErrors`` with everything that is wrong, by file and line.
    public init(files: [String]) throws(TemplateErrors) {
        var entries: [AllowEntry] = []
        var reading = TemplateReading()
        for file in files {
            do {
                entries += Self.entries(of: try YAMLNode(file: file), into: &reading)
            } catch {
                if let line = error.line {
                    reading.report(error.sentence, at: YAMLNode.Place(file: file, line: line))
                } else {
                    reading.report(error.sentence, file: file)
                }
            }
        }
        guard reading.problems.isEmpty else { throw TemplateErrors(reading.problems) }
        self.init(entries)
    }

    private static func entries(of root: YAMLNode, into reading: inout TemplateReading) -> [AllowEntry] {
        guard let fields = reading.fields(root, of: "the allow-list", known: ["allow"]) else { return [] }
        guard let list = fields["allow"] else { return [] }
        guard let elements = list.elements else {
            reading.report("allow must be a list of entries, not \(list.inWords)", at: list.place)
            return []
        }
        return elements.compactMap { entry($0, into: &reading) }
    }

    private static func entry(_ node: YAMLNode, into reading: inout TemplateReading) -> AllowEntry? {
        let found = reading.problems.count
        guard let fields = reading.fields(node, of: "the entry", known: keys) else { return nil }
        for name in ["process", "destination", "port", "host"] {
            guard let value = node[name], value.isNull || value.elements?.isEmpty == true else { continue }
            reading.report("\(name) is empty; leave it out where it does not matter", at: value.place)
        }
        let reason = reading.required("reason", in: fields).flatMap { reading.text($0, "reason") }
        let author = reading.required("author", in: fields).flatMap { reading.text($0, "author") }
        let expires = reading.required("expires", in: fields).flatMap { expiry($0, into: &reading) }
        var entry = AllowEntry(
            reason: reason ?? "", author: author ?? "", origin: "\(SafeText(node.place.file)):\(node.place.line)")
        entry.expiresSeconds = expires ?? nil
        entry.processes = texts(fields["process"], "process", into: &reading)
        entry.hosts = texts(fields["host"], "host", into: &reading)
        entry.destinations = texts(fields["destination"], "destination", into: &reading)
        for text in entry.destinations where CIDRBlock(addressOrBlock: text) == nil {
            reading.report(
                "destination must be an address or a block such as 203.0.113.0/24, not \"\(SafeText(text))\"",
                at: fields["destination"]?.place ?? node.place)
        }
        entry.ports = ports(fields["port"], into: &reading)
        if let drop = fields["drop"] {
            if case .boolean(let flag)? = drop.scalar?.value {
                entry.drops = flag
            } else {
                reading.report("drop must be true or false, not \(drop.inWords)", at: drop.place)
            }
        }
        if entry.allowsEverything {
            reading.report("the entry allows everything; say a process, destination, port or host", at: node.place)
        }
        if entry.drops, !entry.narrowsDestination {
            reading.report(
                "drop needs a destination: without one nobody would see where else these programs talk to",
                at: node.place)
        }
        return reading.problems.count == found ? entry : nil
    }

    /// A text or a list of texts.
    private static func texts(_ node: YAMLNode?, _ what: String, into reading: inout TemplateReading) -> [String] {
        guard let node else { return [] }
        return (node.elements ?? [node]).compactMap { reading.text($0, what) }
    }

    private static func ports(_ node: YAMLNode?, into reading: inout TemplateReading) -> [Int64] {
        guard let node else { return [] }
        return (node.elements ?? [node]).compactMap { element in
            guard let port = element.scalar?.value.integer, (0...65_535).contains(port) else {
                reading.report("port must be a number up to 65535, not \(element.inWords)", at: element.place)
                return nil
            }
            return port
        }
    }

    /// A day, at whose end in UTC the entry ends, or a moment; `never`.
    private static func expiry(_ node: YAMLNode, into reading: inout TemplateReading) -> Int64?? {
        let text = node.scalar?.value.string ?? node.scalar?.text ?? ""
        if text == "never" { return .some(nil) }
        let time = Array(text.utf8).withUnsafeBytes { EventTime($0) }
        guard let time, text.utf8.count >= 10 else {
            reading.report("expires must be a day such as 2027-03-31, or never, not \(node.inWords)", at: node.place)
            return nil
        }
        return .some(time.last / 1000 + 1)
    }
}

/// Everything that is wrong with some files, each with its line.
public struct TemplateErrors: Error, Sendable, CustomStringConvertible {
    /// The problems in their order, at least one.
    public let problems: [TemplateError]

    init(_ problems: [TemplateError]) {
        self.problems = problems
    }

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
