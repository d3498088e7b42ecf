/// The fields that are read from a document, each with its place and the kind of its values.
struct EventFields: Sendable {
    /// What a field's values are, as far as files tell.
    enum Kind: Sendable {
        /// Kept as bytes of UTF-8; numbers and booleans as they are written.
        case text
        /// Read as an address.
        case address
        /// Cut to a whole number.
        case integer
        /// Read as milliseconds since 1970.
        case date
    }

    /// One field.
    struct Field: Sendable {
        var name: String
        var kind: Kind
        /// Whether an object under this name, with anything in it, counts as a value.
        var countsBelow = false
    }

    /// The fields in the order of their places.
    private(set) var fields: [Field] = []
    private var places: [[UInt8]: Int] = [:]

    /// The place of a field, whose kind is `kind` or, where nothing is said, what the Elastic Common Schema says of its name.
    ///
    /// The first caller decides the kind: what a template says of a field comes before what a query does with it. The
    /// `.keyword` that dynamic mappings put below each text field is the field itself: a document has only that.
    mutating func place(of fullName: String, kind: Kind? = nil) -> Int {
        let name = fullName.hasSuffix(".keyword") ? String(fullName.dropLast(8)) : fullName
        let key = Array(name.utf8)
        if let place = places[key] { return place }
        fields.append(Field(name: name, kind: kind ?? Kind(FieldKind(ecsField: name))))
        places[key] = fields.count - 1
        return fields.count - 1
    }

    /// The place of a field of which only presence is asked, and presence of anything below it.
    mutating func placeCountingBelow(_ name: String) -> Int {
        let place = place(of: name)
        if fields[place].kind == .text { fields[place].countsBelow = true }
        return place
    }
}

extension EventFields.Kind {
    /// The kind of a field as a file holds it.
    init(_ kind: FieldKind) {
        switch kind {
        case .keyword, .boolean, .number: self = .text
        case .address: self = .address
        case .integer: self = .integer
        case .date: self = .date
        }
    }
}
