/// What kind of value a field holds, as far as grouping and comparing go.
public enum FieldKind: String, Sendable, Hashable {
    /// `keyword` and its relatives.
    case keyword
    /// `ip`.
    case address
    /// `long` and the shorter whole numbers.
    case integer
    /// `double` and `float`.
    case number
    /// `date` and `date_nanos`, in milliseconds.
    case date
    /// `boolean`.
    case boolean

    /// The kind that the Elastic Common Schema gives a field of this name, for files, which carry no mapping.
    ///
    /// Only naming is looked at: `ip` last is an address; `port`, `bytes`, `packets`, `pid` and the like are whole numbers;
    /// `@timestamp` and the `event` times are dates; everything else is a keyword.
    public init(ecsField name: String) {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        switch (name, last) {
        case ("@timestamp", _), ("event.ingested", _), ("event.created", _), ("event.start", _), ("event.end", _):
            self = .date
        case (_, "ip"): self = .address
        case (_, "port"), (_, "bytes"), (_, "packets"), (_, "pid"), ("event.duration", _), ("event.sequence", _):
            self = .integer
        default: self = .keyword
        }
    }
}
