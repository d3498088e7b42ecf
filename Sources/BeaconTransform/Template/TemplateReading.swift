internal import BeaconScore
internal import SearchCluster

/// Reads values of a template and keeps every problem it meets, so that one check shows them all.
struct TemplateReading {
    /// What is wrong, in the order in which it was found.
    private(set) var problems: [TemplateError] = []

    mutating func report(_ sentence: String, at place: YAMLNode.Place) {
        problems.append(TemplateError(file: place.file, line: place.line, sentence: sentence))
    }

    mutating func report(_ sentence: String, file: String) {
        problems.append(TemplateError(file: file, line: nil, sentence: sentence))
    }

    /// The values of a mapping with these names alone; what is null counts as not written.
    mutating func fields(_ node: YAMLNode, of what: String, known: [String]) -> TemplateFields? {
        guard let entries = node.entries else {
            report("\(what) must be a mapping of \(known.joined(separator: ", ")), not \(node.inWords)", at: node.place)
            return nil
        }
        var fields = TemplateFields(what: what, place: node.place)
        for entry in entries {
            if known.contains(entry.key) {
                if !entry.value.isNull { fields.entries.append(entry) }
                continue
            }
            let name = SafeText(entry.key).description.shortened
            let hint = Self.wellKnown[entry.key] ?? NearestName.hint(for: entry.key, among: known)
            let cure = hint.isEmpty ? "; it has \(known.joined(separator: ", "))" : hint
            report("\(what) has no \"\(name)\"\(cure)", at: entry.keyPlace)
        }
        return fields
    }

    /// Names that a transform or a rule has, with what takes their place here.
    private static let wellKnown = [
        "aggs": "; write aggregations",
        "scripted_metric": "; the metric is part of the program, and is written beaconing: {…}",
        "bucket_selector": "; which groups become documents is dest.documents",
        "runtime_mappings": "; a field that is computed has to be mapped in the index",
        "latest": "; a beaconing transform is a pivot",
        "settings": "; how large pages are is the program's to choose",
    ]

    /// The value of a required name.
    mutating func required(_ name: String, in fields: TemplateFields) -> YAMLNode? {
        if let node = fields[name] { return node }
        report("\(fields.what) has no \(name), which is required", at: fields.place)
        return nil
    }

    /// A text that is not empty.
    mutating func text(_ node: YAMLNode?, _ what: String) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar?.value.string else {
            report("\(what) must be a text, not \(node.inWords); quotes make a text of anything", at: node.place)
            return nil
        }
        guard !text.isEmpty else {
            report("\(what) must not be empty", at: node.place)
            return nil
        }
        return text
    }

    /// The name of a field.
    mutating func field(_ node: YAMLNode?, _ what: String) -> String? {
        guard let node, let name = text(node, what) else { return nil }
        let odd = name.unicodeScalars.first { SafeText.isTreacherous($0) || $0 == " " || $0 == "*" || $0 == "," }
        if odd != nil || name.hasPrefix(".") || name.hasSuffix(".") || name.utf8.count > 512 {
            report("\(what) must be the name of a field, not \(node.inWords)", at: node.place)
            return nil
        }
        return name
    }

    /// A length of time.
    mutating func seconds(_ node: YAMLNode?, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        guard let text = node.scalar?.value.string else {
            report("\(what) must be a length of time such as 90s, 10m, 6h or 2d, not \(node.inWords)", at: node.place)
            return nil
        }
        let span: TimeSpan
        do {
            span = try TimeSpan(text)
        } catch {
            report("\(what): \(error)", at: node.place)
            return nil
        }
        guard range.contains(span.seconds) else {
            let (least, most) = (TimeSpan(seconds: range.lowerBound), TimeSpan(seconds: range.upperBound))
            report("\(what) must be from \(least) to \(most), not \(span)", at: node.place)
            return nil
        }
        return span.seconds
    }
}

/// The values of one mapping of a template, by name.
struct TemplateFields {
    /// What the mapping is, for messages.
    var what: String
    /// Where the mapping is.
    var place: YAMLNode.Place
    /// What is written in it, in the order of the file.
    var entries: [YAMLNode.Entry] = []

    init(what: String, place: YAMLNode.Place) {
        self.what = what
        self.place = place
    }

    subscript(name: String) -> YAMLNode? {
        entries.first { $0.key == name }?.value
    }
}
