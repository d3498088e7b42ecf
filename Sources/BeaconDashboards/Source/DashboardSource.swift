internal import BeaconTransform
internal import Foundation
internal import SearchCluster

/// The described dashboards, with the data views and searches that they need.
public struct DashboardSource: Sendable {
    /// The data views, by id.
    public private(set) var dataViews: [DataView] = []
    private(set) var searches: [SavedSearch] = []
    private(set) var dashboards: [Dashboard] = []

    private enum Kind: String, CaseIterable {
        case dashboard, search
        case dataView = "data_view"
    }

    /// Reads every `.yml` file of a folder; each holds one object.
    ///
    /// - Throws: ``DashboardError`` with file and line: not YAML, a name that is not known, something that is missing, or
    ///   something named that is in none of the files.
    public init(folder: String) throws(DashboardError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw DashboardError(file: folder, sentence: "the folder cannot be listed: \(error.localizedDescription)")
        }
        let files = names.filter { $0.hasSuffix(".yml") && !$0.hasPrefix(".") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        if files.isEmpty { throw DashboardError(file: folder, sentence: "there is no .yml file in this folder") }
        for file in files {
            let root: YAMLNode
            do throws(YAMLError) {
                root = try YAMLNode(file: folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)")
            } catch {
                throw DashboardError(error)
            }
            try take(root)
        }
        try resolve(folder)
    }

    private mutating func take(_ root: YAMLNode) throws(DashboardError) {
        var reading = try SourceMapping(root, "a dashboard's source")
        switch try reading.word("kind", Kind.self) {
        case .dataView: dataViews.append(try DataView(&reading))
        case .search: searches.append(try SavedSearch(&reading))
        case .dashboard: dashboards.append(try Dashboard(&reading))
        }
        try reading.finish()
    }

    /// Refuses names that lead nowhere; everything else is for the check of what was packed.
    private func resolve(_ folder: String) throws(DashboardError) {
        func need(_ id: String, among known: [String], _ what: String) throws(DashboardError) {
            if known.contains(where: { $0.utf8.elementsEqual(id.utf8) }) { return }
            throw DashboardError(
                file: folder, sentence: "\(what) names \(SafeText(id)), which no file of this folder describes")
        }
        let views = dataViews.map(\.id)
        for search in searches { try need(search.dataView, among: views, "the search \(search.id)") }
        for dashboard in dashboards {
            try need(dashboard.dataView, among: views, "the dashboard \(dashboard.id)")
            for panel in dashboard.panels {
                let what = "the panel \(panel.id) of \(dashboard.id)"
                for drilldown in panel.drilldowns { try need(drilldown.to, among: dashboards.map(\.id), what) }
                if case .search(let id) = panel.content { try need(id, among: searches.map(\.id), what) }
            }
        }
    }

    /// The data view of that id.
    func dataView(_ id: String) -> DataView? {
        dataViews.first { $0.id.utf8.elementsEqual(id.utf8) }
    }
}
