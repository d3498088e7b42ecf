/// Where a table is shown.
public struct TableStyle: Sendable, Equatable {
    /// Columns that a line may take, 40 and above; less counts as 40.
    public var width: Int
    /// Whether to colour.
    public var isColoured: Bool

    /// A table of this width.
    public init(width: Int, isColoured: Bool) {
        self.width = width
        self.isColoured = isColoured
    }

    /// The width that lines are made for.
    var lineWidth: Int { max(width, 40) }
}
