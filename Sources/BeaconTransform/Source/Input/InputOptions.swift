/// How input files are to be read.
public struct InputOptions: Sendable, Equatable {
    /// The format of all of them; `nil` recognises each by its first line.
    public var format: InputFormat?
    /// Names of columns or members to be read as fields, before those that the format knows.
    public var columns: [Column]
    /// The template that the program has chosen, which must fit every file; `nil` where a person has.
    public var chosenTemplateID: String?
    /// How many lines that cannot be read are left out before the input is refused, 0 and above.
    public var mostBadLines: Int

    /// A column, or a member of JSON by its dotted path, and the field that it is.
    public struct Column: Sendable, Equatable {
        /// The field, such as `source.ip`.
        public var field: String
        /// The column's name in the file.
        public var name: String

        /// A column and the field that it is.
        public init(field: String, name: String) {
            self.field = field
            self.name = name
        }
    }

    /// As many bad lines as are left out where nobody says otherwise: enough for the cut-off ends of rotated logs.
    public static let usualBadLines = 100

    /// Files are recognised, and a few bad lines are left out.
    public init(format: InputFormat? = nil, columns: [Column] = [], mostBadLines: Int = usualBadLines) {
        self.format = format
        self.columns = columns
        self.mostBadLines = mostBadLines
    }
}
