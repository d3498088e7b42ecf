/// Which members of a format's lines are which fields of the Elastic Common Schema.
struct InputLayout: Sendable {
    /// The format.
    let format: InputFormat
    /// Where fields come from; of several places the first that has a value counts.
    private var origins: [String: [ValueOrigin]]
    /// Whether a field that ``origins`` does not have is looked for under its own name.
    private let keepsNames: Bool
    /// What stands for no value.
    let absent: StaticString?

    init(
        _ format: InputFormat, _ origins: [String: [ValueOrigin]] = [:], keepsNames: Bool = false,
        absent: StaticString? = nil
    ) {
        self.format = format
        self.origins = origins
        self.keepsNames = keepsNames
        self.absent = absent
    }

    /// Puts columns that somebody has named before those that the format knows.
    mutating func prefer(_ columns: [InputOptions.Column]) {
        for column in columns.reversed() {
            let conversion: ValueOrigin.Conversion =
                switch EventFields.Kind(FieldKind(ecsField: column.field)) {
                case .date: .time
                // A name never has a path before it.
                default: column.field == "process.name" ? .fileName : .none
                }
            origins[column.field] = [.member(column.name, conversion)] + origins(of: column.field)
        }
    }

    /// Where a field comes from; empty for one that the format does not have.
    func origins(of field: String) -> [ValueOrigin] {
        let known = origins[field] ?? []
        return keepsNames && known.isEmpty ? [.member(field)] : known
    }

    /// Events in ECS fields, every field under its own name.
    static let ecs = InputLayout(.ecs, keepsNames: true)

    /// How a format's lines are read, with what was said of them.
    init(_ format: InputFormat, _ options: InputOptions) {
        self =
            switch format {
            case .ecs: .ecs
            case .zeek: .zeek
            case .winlogbeat: .winlogbeat
            case .nxlog: .nxlog
            case .suricata: .suricata
            case .csv: .csv
            }
        prefer(options.columns)
    }
}
