internal import Foundation
internal import SearchCluster

/// The transform templates that can be named: the user's own folders first, then those that come with the program.
public struct TemplateCatalog: Sendable {
    /// Where templates are looked for, first come first found.
    public let folders: [String]

    /// What ends the name of a template's file, first come first found.
    static let extensions = ["yml", "yaml", "json"]

    /// A catalog of these folders.
    public init(folders: [String]) {
        self.folders = folders
    }

    /// The user's folders, then the folder that comes with the program.
    ///
    /// - Parameters:
    ///   - assets: the folder that holds the program's files, from `--assets` or the environment; `nil` looks for it.
    ///   - userFolders: the user's own folders of templates; those that do not exist are empty.
    ///   - executable: the program's path; `nil` asks the system for it.
    /// - Throws: ``TemplateError`` when `assets` was named and holds no templates.
    public static func standard(
        assets: String?, userFolders: [String], executable: String? = nil
    ) throws(TemplateError) -> TemplateCatalog {
        let shipped = AssetFolder.transformTemplates.path(assets: assets, executable: executable)
        if let assets, shipped == nil {
            throw TemplateError(
                file: assets, line: nil, sentence: "there is no folder \(AssetFolder.transformTemplates.name) in it")
        }
        return TemplateCatalog(folders: userFolders + (shipped.map { [$0] } ?? []))
    }

    /// Reads the template of that name, or the file at that path, with all that it extends.
    ///
    /// A name with a slash, or one that ends in `.yml`, `.yaml` or `.json`, is a path.
    ///
    /// - Throws: ``TemplateError`` with file and line, the first of ``problems(in:)``.
    public func template(_ nameOrPath: String) throws(TemplateError) -> TransformTemplate {
        let read = read(path: try path(of: nameOrPath))
        if let template = read.template { return template }
        throw read.problems.first ?? TemplateError(file: nameOrPath, line: nil, sentence: "this is not a template")
    }

    /// Everything that is wrong with a template, in the order of reading; empty when it can be run.
    public func problems(in nameOrPath: String) -> [TemplateError] {
        do throws(TemplateError) {
            return read(path: try path(of: nameOrPath)).problems
        } catch {
            return [error]
        }
    }

    /// Every template of every folder, sorted by name; of two with one name the first folder's.
    ///
    /// Files that cannot be read as templates are among them, with what is wrong.
    ///
    /// - Throws: ``TemplateError`` for a folder that is there and cannot be listed.
    public func entries() throws(TemplateError) -> [Entry] {
        var entries: [String: Entry] = [:]
        for folder in folders {
            for file in try Self.files(in: folder) where entries[file.name] == nil {
                let read = read(path: file.path)
                entries[file.name] = Entry(
                    name: file.name, path: file.path, description: read.template?.description ?? "",
                    problem: read.template == nil ? read.problems.first : nil)
            }
        }
        return entries.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The text of a template's file, comments and all, to start one's own from.
    ///
    /// - Throws: ``TemplateError`` when there is no such file, or when it is not UTF-8.
    public func text(of nameOrPath: String) throws(TemplateError) -> String {
        let path = try path(of: nameOrPath)
        let bytes: [UInt8]
        do {
            bytes = try YAMLNode.bytes(ofFile: path)
        } catch {
            throw TemplateError(error)
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw TemplateError(file: path, line: nil, sentence: "these bytes are not UTF-8 text")
        }
        return text
    }

    /// Where the template of that name is, or the path itself when it is one.
    ///
    /// - Throws: ``TemplateError`` when no folder has it, naming those that are there.
    public func path(of nameOrPath: String) throws(TemplateError) -> String {
        if Self.isPath(nameOrPath) { return nameOrPath }
        let candidates = Self.candidates(for: nameOrPath, folders: folders, relativeTo: ".")
        if let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) { return found }
        let known = Self.names(in: folders)
        var sentence = "there is no template of that name"
        let hint = NearestName.hint(for: nameOrPath, among: known)
        if known.isEmpty {
            let places = folders.map { SafeText($0).description }.joined(separator: ", ")
            sentence +=
                places.isEmpty
                ? "; no folder of templates was found, name one with --assets"
                : "; there are no templates in \(places)"
        } else {
            let names = known.map { SafeText($0).description }.joined(separator: ", ")
            sentence += "\(hint.isEmpty ? ";" : hint) known are \(names); a file needs its path, such as ./my.yml"
        }
        throw TemplateError(file: nameOrPath, line: nil, sentence: sentence)
    }

    /// One template in a list.
    public struct Entry: Sendable, Equatable {
        /// The name to call it by: the file's name without `.yml`.
        public var name: String
        /// Where it is.
        public var path: String
        /// Its `description`; empty when it cannot be read.
        public var description: String
        /// What keeps it from being read; `nil` for a template that can be run.
        public var problem: TemplateError?
    }

    private func read(path: String) -> (template: TransformTemplate?, problems: [TemplateError]) {
        do throws(TemplateError) {
            let chain = try TemplateChain(path: path, folders: folders)
            var reading = TemplateReading()
            let template = TransformTemplate.read(chain, into: &reading)
            return (reading.problems.isEmpty ? template : nil, reading.problems)
        } catch {
            return (nil, [error])
        }
    }
}

extension TemplateCatalog {
    /// Whether a word is a path, not a name.
    static func isPath(_ nameOrPath: String) -> Bool {
        nameOrPath.contains("/") || extensions.contains { nameOrPath.hasSuffix(".\($0)") }
    }

    /// The files that a name or path may mean, best first; a path is taken from the folder `base`.
    static func candidates(for nameOrPath: String, folders: [String], relativeTo base: String) -> [String] {
        if isPath(nameOrPath) {
            if nameOrPath.hasPrefix("/") { return [nameOrPath] }
            return [join(base, nameOrPath.hasPrefix("./") ? String(nameOrPath.dropFirst(2)) : nameOrPath)]
        }
        return folders.flatMap { folder in extensions.map { join(folder, "\(nameOrPath).\($0)") } }
    }

    private static func join(_ folder: String, _ file: String) -> String {
        folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
    }

    /// The names of the templates in these folders, sorted; a folder that cannot be listed has none.
    static func names(in folders: [String]) -> [String] {
        var names: Set<String> = []
        for folder in folders {
            guard let files = try? files(in: folder) else { continue }
            names.formUnion(files.map(\.name))
        }
        return names.sorted()
    }

    /// The template files of one folder, one for each name; none when the folder does not exist.
    private static func files(in folder: String) throws(TemplateError) -> [(name: String, path: String)] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        let listed: [String]
        do {
            listed = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw TemplateError(
                file: folder, line: nil, sentence: "the folder cannot be listed: \(error.localizedDescription)")
        }
        var found: [(name: String, path: String)] = []
        for suffix in extensions {
            for file in listed.sorted() where file.hasSuffix(".\(suffix)") && !file.hasPrefix(".") {
                let name = String(file.dropLast(suffix.utf8.count + 1))
                if !found.contains(where: { $0.name == name }) { found.append((name, join(folder, file))) }
            }
        }
        return found
    }
}
