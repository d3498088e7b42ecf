import BeaconDashboards
import Foundation
import SearchCluster

/// `dashboards export`: the dashboards as an import file.
struct DashboardsExportCommand: Sendable {
    private let settings: DashboardSettings
    private let product: DashboardProduct
    private let output: String?
    private let console: Console

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        settings = try DashboardSettings(words, in: surroundings)
        guard let product = settings.product else {
            throw Failure(.usage, "--for is missing", cure: "add --for kibana or --for opensearch")
        }
        self.product = product
        output = words.last(.output)
        console = Console(try MessageSettings(words), terminal: Terminal(surroundings))
        if let output, !output.hasSuffix(".ndjson"), !output.hasPrefix("/dev/") {
            console.warn("\(output) does not end in .ndjson; \(product.title) refuses such a file")
        }
    }

    func perform() throws -> ExitCode {
        let bundle = try DashboardBundle(settings.source, for: product, version: settings.version)
        var output = try ResultOutput(file: output)
        try output.write(bundle.bytes)
        try output.finish()
        console.remark("\(bundle.count) saved objects for \(product.title)")
        return .done
    }
}

/// `dashboards check`: everything that is wrong with import files.
struct DashboardsCheckCommand: Sendable {
    private let check: DashboardCheck
    private let places: [String]

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        let settings = try DashboardSettings(words, in: surroundings)
        check = DashboardCheck(
            product: settings.product, version: settings.version, dataViews: settings.source.dataViews)
        places = words.arguments
    }

    func perform() throws -> ExitCode {
        let files = try places.flatMap { try Self.files(at: $0) }
        let findings = check.findings(in: files)
        var output = try ResultOutput(file: nil)
        for file in files {
            let own = findings.filter { $0.file == file.name }
            if own.isEmpty { try output.write("\(SafeText(file.name)): ok\n") }
            for finding in own { try output.write(finding.description + "\n") }
        }
        try output.finish()
        let bad = Set(findings.filter { $0.severity == .error }.map(\.file)).count
        guard bad > 0 else { return .done }
        throw Failure(.badData, "\(bad) of \(files.count) files would not work")
    }

    /// The file itself, or the import files of a folder.
    private static func files(at place: String) throws(Failure) -> [DashboardCheck.File] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
            throw Failure(.file, "\(place) does not exist")
        }
        guard isFolder.boolValue else { return [try file(place)] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: place)
        } catch {
            throw Failure(.file, "\(place) cannot be listed: \(error.localizedDescription)")
        }
        let found = names.filter { $0.hasSuffix(".ndjson") && !$0.hasPrefix(".") }.sorted()
        if found.isEmpty { throw Failure(.file, "there is no .ndjson file in \(place)") }
        return try found.map { name throws(Failure) in
            try file(place.hasSuffix("/") ? place + name : "\(place)/\(name)")
        }
    }

    private static func file(_ path: String) throws(Failure) -> DashboardCheck.File {
        do {
            // One byte more than the check takes, so that it can say that the file is too large.
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let data = try handle.read(upToCount: DashboardCheck.mostBytes + 1) ?? Data()
            return DashboardCheck.File(name: path, bytes: Array(data))
        } catch {
            throw Failure(.file, "\(path) cannot be read: \(error.localizedDescription)")
        }
    }
}
