/// A dashboard as its source file describes it, for both products.
struct Dashboard: Sendable {
    var id: String
    var title: String
    var description: String
    /// The data view of panels and controls that name no other.
    var dataView: String
    /// The saved time range, in date math.
    var from: String
    var to: String
    /// KQL over all panels; empty for none.
    var query: String
    var controls: [Control]
    var panels: [Panel]

    /// A choice at the top of the dashboard.
    struct Control: Sendable {
        enum Kind: String, Sendable, CaseIterable { case list, range }
        var id: String
        var field: String
        var title: String
        var kind: Kind
    }

    /// The panels of one product, in the order of the file.
    func panels(for product: DashboardProduct) -> [Panel] {
        panels.filter { $0.only == nil || $0.only == product }
    }
}

/// One panel of a dashboard.
struct Panel: Sendable {
    var id: String
    var title: String
    var area: Area
    /// The only product that shows it; `nil` for both.
    var only: DashboardProduct?
    /// KQL of this panel; empty for none.
    var query: String
    var drilldowns: [Drilldown]
    var content: Content

    enum Content: Sendable {
        case text(String)
        /// A saved search, by its id.
        case search(String)
        case chart(Chart)
    }

    /// Where the panel lies, in columns and rows of a grid that is 48 wide.
    struct Area: Sendable {
        var x, y, width, height: Int
    }

    /// A way to another dashboard that keeps what was clicked as a filter.
    struct Drilldown: Sendable {
        var id: String
        /// The other dashboard's id.
        var to: String
        var name: String
        /// Whether the time range goes along; otherwise the other dashboard's own is used.
        var keepsTime: Bool
    }
}
