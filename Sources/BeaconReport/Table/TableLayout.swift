/// Which columns a table has at a width, and how wide each is.
///
/// The priority and the group are always there. The others join in the order of their importance, as long as every group field
/// keeps a width that its name can be told by; what is left then goes to the names first and to the destinations last.
struct TableLayout: Sendable, Equatable {
    /// A column with its place.
    struct Placed: Sendable, Equatable {
        var column: SignalColumn
        var width: Int
    }

    /// What a column's cells need.
    struct Need: Sendable, Equatable {
        /// The widest cell or the heading.
        var natural: Int
        /// The width below which the column is not worth having.
        var floor: Int
        /// Whether any cell has something to say.
        var isFilled: Bool
    }

    /// The columns from left to right; with gaps of two spaces they fit the width.
    let columns: [Placed]

    /// A layout.
    ///
    /// - Parameters:
    ///   - all: the columns there can be, from left to right.
    ///   - needs: what each needs.
    ///   - width: columns of a line.
    init(_ all: [SignalColumn], needs: [SignalColumn: Need], width: Int) {
        var picked = Picked(all, needs: needs, width: width)
        for (columns, groupWidth) in Self.importance { picked.add(columns, groupWidth: groupWidth) }
        columns = picked.placed()
    }

    /// The columns that may join, the most important first, each with the width that every group field must keep.
    private static let importance: [([SignalColumn], Int)] = [
        ([.period], 10), ([.jitter], 11), ([.steady], 13), ([.destinations], 14), ([.score], 16), ([.regularity], 20),
        ([.bytesOut, .bytesIn], 20),
        ([.why], 20), ([.events], 28), ([.source], 32),
    ]

    /// Spaces between two columns.
    static let gap = 2

    /// Columns picked so far.
    private struct Picked {
        private static let always: [SignalColumn] = [.priority]

        private let all: [SignalColumn]
        private let needs: [SignalColumn: Need]
        private let width: Int
        private var columns: Set<SignalColumn>
        private let groups: [SignalColumn]

        init(_ all: [SignalColumn], needs: [SignalColumn: Need], width: Int) {
            self.needs = needs
            self.width = width
            let fields = all.filter { if case .group = $0 { true } else { false } }
            let narrowest = fields.reduce(
                Self.always.reduce(-TableLayout.gap) { $0 + TableLayout.gap + $1.minimum(needs) }
            ) {
                $0 + TableLayout.gap + min(needs[$1]?.natural ?? 0, 8)
            }
            if narrowest <= width {
                groups = fields
                self.all = all
            } else {
                groups = [.wholeGroup]
                self.all =
                    Self.always + [.wholeGroup] + all.filter { !Self.always.contains($0) && !fields.contains($0) }
            }
            columns = Set(Self.always + groups)
        }

        /// Adds those of the columns that say something, when the group keeps its width with all of them.
        mutating func add(_ joining: [SignalColumn], groupWidth: Int) {
            let joining = joining.filter { all.contains($0) && needs[$0]?.isFilled == true }
            var grown = columns.union(joining)
            if joining.contains(.why) { grown.remove(.steady) }
            var total = TableLayout.gap * (grown.count - 1)
            for column in grown {
                total +=
                    groups.contains(column) ? min(natural(column), kept(column, groupWidth)) : column.minimum(needs)
            }
            if total <= width { columns = grown }
        }

        /// The picked columns with their widths.
        func placed() -> [Placed] {
            var placed = all.filter(columns.contains).map { Placed(column: $0, width: $0.minimum(needs)) }
            for position in placed.indices where groups.contains(placed[position].column) { placed[position].width = 0 }
            var left = width - TableLayout.gap * (placed.count - 1) - placed.reduce(0) { $0 + $1.width }
            for growing in [groups, [.destinations]] {
                // One column each in turn, so that one long name does not take what the others need.
                while left > 0 {
                    let before = left
                    for position in placed.indices where growing.contains(placed[position].column) {
                        guard left > 0, placed[position].width < natural(placed[position].column) else { continue }
                        placed[position].width += 1
                        left -= 1
                    }
                    if left == before { break }
                }
            }
            return placed
        }

        /// The width that a group column keeps: all fields in one column are worth three.
        private func kept(_ column: SignalColumn, _ groupWidth: Int) -> Int {
            column == .wholeGroup ? 3 * groupWidth : groupWidth
        }

        private func natural(_ column: SignalColumn) -> Int {
            column == .wholeGroup ? width : needs[column]?.natural ?? 0
        }
    }
}

extension SignalColumn {
    /// The width below which the column is not worth having.
    fileprivate func minimum(_ needs: [SignalColumn: TableLayout.Need]) -> Int {
        needs[self]?.floor ?? 0
    }
}
