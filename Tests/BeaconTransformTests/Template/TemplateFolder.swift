import Foundation

@testable import BeaconTransform

/// A folder of templates that lasts as long as a test.
struct TemplateFolder: ~Copyable {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("beaconing-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    var catalog: TemplateCatalog { TemplateCatalog(folders: [path]) }

    /// The problems of a file as `file:line: sentence`, the folder's own path left out.
    func problems(_ name: String) -> [String] {
        catalog.problems(in: name).map { $0.description.replacingOccurrences(of: path + "/", with: "") }
    }
}

/// The folder of templates that is shipped, found from the source tree.
let shippedFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("transform-templates").path

/// The least that a template needs, one line a part.
let leastTemplate = """
    version: 1.0.0
    source:
      index: [logs-*]
    pivot:
      group_by:
        host.name: {terms: {field: host.name}}
      aggregations:
        "@timestamp": {max: {field: "@timestamp"}}
        beacon_stats:
          beaconing:
            params:
              min_number_periods: 6

    """
