internal import SearchCluster

/// What groups really are, as far as somebody knows.
public struct GroupLabels: Sendable, Equatable {
    /// What a group is.
    public enum Label: String, Sendable {
        /// It calls home.
        case beacon
        /// It does not.
        case benign
    }

    private var labels: [GroupKey: Label] = [:]

    /// Labels of groups whose values are compared as text.
    public init(_ labels: [GroupKey: Label] = [:]) {
        for (group, label) in labels { self.labels[Self.text(of: group)] = label }
    }

    /// How many groups are labelled.
    public var count: Int { labels.count }
    /// How many of them are beacons.
    public var beacons: Int { labels.values.count { $0 == .beacon } }

    /// What a group is; `nil` where nobody said.
    public subscript(group: GroupKey) -> Label? { labels[Self.text(of: group)] }

    /// A file has addresses and numbers as text, whatever kind the field has.
    private static func text(of group: GroupKey) -> GroupKey {
        GroupKey(
            group.values.map { value in
                if case .text = value { value } else { .text(Array(value.description.utf8)) }
            })
    }

    /// Reads labels from a file: a JSON object a line with the group's values and `is_beacon`, as `simulate --labels` writes them.
    ///
    /// A value is named as the group's field in the template, where `.name` may be left out: `host.name` or `host`. Other
    /// members are not looked at.
    ///
    /// - Throws: ``InputError`` with the line that is no label, or that contradicts another.
    public static func read(file: String, of template: TransformTemplate) throws -> GroupLabels {
        var lines = LineReader(try InputFile(file))
        let cancellation = Cancellation()
        var labels = GroupLabels()
        while let line = try lines.next(unless: cancellation) {
            if line.isEmpty { continue }
            func wrong(_ sentence: String) -> InputError {
                InputError(.malformed, file: file, line: lines.line, sentence)
            }
            guard let json = JSONValue(parsing: Array(line)), json.members != nil else {
                throw wrong("this is no JSON object; labels are one a line, as simulate --labels writes them")
            }
            let group = try template.groupBy.map { field -> GroupValue in
                let short = field.name.hasSuffix(".name") ? String(field.name.dropLast(5)) : field.name
                guard let value = json[field.name] ?? json[short], let text = value.string ?? value.integer?.description
                else {
                    let names = short == field.name ? field.name : "\(field.name) or \(short)"
                    throw wrong(
                        "the label has no \(SafeText(names)), which is part of a group of \(SafeText(template.id))")
                }
                return .text(Array(text.utf8))
            }
            guard let isBeacon = json["is_beacon"]?.boolean else {
                throw wrong("the label has no is_beacon, true or false")
            }
            let label: Label = isBeacon ? .beacon : .benign
            if let other = labels.labels.updateValue(label, forKey: GroupKey(group)), other != label {
                throw wrong("\(GroupKey(group)) is \(label.rawValue) here and \(other.rawValue) in an earlier line")
            }
        }
        guard labels.count > 0 else {
            throw InputError(.malformed, file: file, line: nil, "the file holds no labels")
        }
        return labels
    }
}
