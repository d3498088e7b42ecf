internal import Foundation

/// A folder of files that come with the program, and the places where it is looked for.
public struct AssetFolder: Sendable {
    /// The folder's name.
    public let name: String

    /// The transform templates.
    public static let transformTemplates = AssetFolder(name: "transform-templates")
    /// The dashboards.
    public static let dashboards = AssetFolder(name: "dashboards")

    /// A folder of that name.
    public init(name: String) {
        self.name = name
    }

    /// Where the folder may be, first come first found.
    ///
    /// A folder that was named outright is the only place. Otherwise it is looked for as `../share/beaconing` beside the
    /// program, as distributions lay it out, and then in the bundle that a build puts beside it.
    ///
    /// - Parameters:
    ///   - assets: the folder that holds all such folders, from `--assets` or the environment.
    ///   - executable: the program's path; `nil` asks the system for it.
    public func candidates(assets: String?, executable: String? = nil) -> [String] {
        if let assets { return [Self.join(assets, name)] }
        guard let executable = executable ?? Bundle.main.executablePath else { return [] }
        let link = URL(fileURLWithPath: executable)
        // A link in a folder of programs leads to where the files are, so what it points at counts as well.
        let programs = [link, link.resolvingSymlinksInPath()].map { $0.deletingLastPathComponent() }
        var paths: [String] = []
        // The bundle is looked for by its path: SwiftPM's own accessor ends the program when it is missing.
        for folder in [
            "../share/beaconing", "beaconing_BeaconTransform.resources",
            "beaconing_BeaconTransform.bundle/Contents/Resources", "beaconing_BeaconTransform.bundle",
        ] {
            for program in programs {
                let path = program.appendingPathComponent(folder).appendingPathComponent(name).standardizedFileURL.path
                if !paths.contains(path) { paths.append(path) }
            }
        }
        return paths
    }

    /// The folder's path; `nil` when it is in none of its places.
    public func path(assets: String?, executable: String? = nil) -> String? {
        candidates(assets: assets, executable: executable).first { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
