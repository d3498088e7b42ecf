internal import SearchCluster

/// Checks import files of saved objects, without a server.
///
/// A server checks little of what it imports: references to data views and searches, by id. That a panel's field, column,
/// drilldown or filter leads nowhere shows when somebody opens the dashboard. This finds it before.
public struct DashboardCheck: Sendable {
    /// The largest file that an import takes, in bytes.
    public static let mostBytes = 25 << 20

    /// The product that the files are for; `nil` tells it by each file's content.
    public var product: DashboardProduct?
    /// The version that they must import into; `nil` is the newest known.
    public var version: ProductVersion?
    /// What is known of indices, by the title of a data view; fields of others are not checked.
    public var dataViews: [DataView]
    /// Ids of objects that a cluster has anyway.
    public var expected: [String]

    /// A check.
    public init(
        product: DashboardProduct? = nil, version: ProductVersion? = nil, dataViews: [DataView] = [],
        expected: [String] = ["logs-*"]
    ) {
        self.product = product
        self.version = version
        self.dataViews = dataViews
        self.expected = expected
    }

    /// One import file.
    public struct File: Sendable {
        /// Its name, for messages; its end counts.
        public var name: String
        /// Its content.
        public var bytes: [UInt8]

        /// A file of that content.
        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Everything that is wrong with the files, file by file, in order of lines.
    ///
    /// Where a dashboard comes both for Kibana and for OpenSearch Dashboards, the two are held against each other.
    public func findings(in files: [File]) -> [Finding] {
        var findings: [Finding] = []
        var layouts: [DashboardLayout] = []
        for file in files {
            var run = CheckRun(self, file: file.name)
            run.check(file.bytes)
            findings += run.findings.sorted { ($0.line ?? 0, $0.rule) < ($1.line ?? 0, $1.rule) }
            layouts += run.layouts
        }
        return findings + DashboardLayout.differences(layouts)
    }
}
