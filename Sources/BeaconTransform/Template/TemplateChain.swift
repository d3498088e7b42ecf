internal import Foundation
internal import SearchCluster

/// A template's file with all that it extends, the most general first.
struct TemplateChain {
    /// Files that extend each other.
    static let mostFiles = 8

    /// One file.
    struct Layer {
        var file: String
        var root: YAMLNode
    }

    /// The files, the most general first; never empty.
    private(set) var layers: [Layer] = []

    /// Reads a file and what it extends; names are looked up beside the file and in `folders`.
    ///
    /// - Throws: ``TemplateError`` where a file cannot be read or extends what cannot be found, itself, or too many.
    init(path: String, folders: [String]) throws(TemplateError) {
        var seen: [String] = []
        var next: String? = path
        while let file = next {
            seen.append(Self.identity(of: file))
            let layer = try Self.layer(file: file)
            layers.insert(layer, at: 0)
            next = try Self.base(of: layer, seen: seen, folders: folders, chain: layers)
        }
    }

    private static func layer(file: String) throws(TemplateError) -> Layer {
        let root: YAMLNode
        do {
            root = try YAMLNode(file: file)
        } catch {
            throw TemplateError(error)
        }
        guard root.entries != nil else {
            throw TemplateError(
                file: file, line: root.place.line,
                sentence: "a template is a mapping that starts with id, version and source, not \(root.inWords)")
        }
        return Layer(file: file, root: root)
    }

    /// The file that a layer extends; `nil` when it stands alone.
    private static func base(
        of layer: Layer, seen: [String], folders: [String], chain: [Layer]
    ) throws(TemplateError) -> String? {
        guard let node = layer.root["extends"], !node.isNull else { return nil }
        func refusal(_ sentence: String) -> TemplateError {
            TemplateError(file: layer.file, line: node.place.line, sentence: sentence)
        }
        guard let name = node.scalar?.value.string, !name.isEmpty else {
            throw refusal("extends must be a template's name or a path, not \(node.inWords)")
        }
        let beside = folder(of: layer.file)
        let candidates = TemplateCatalog.candidates(for: name, folders: [beside] + folders, relativeTo: beside)
            .filter { FileManager.default.fileExists(atPath: $0) }
        let shown = SafeText(name).description.shortened
        guard !candidates.isEmpty else {
            let known = TemplateCatalog.names(in: [beside] + folders)
            throw refusal("extends \"\(shown)\", which is not there" + NearestName.hint(for: name, among: known))
        }
        // A user's own file may bear the name of the one it extends: the next of that name is meant then.
        guard let found = candidates.first(where: { !seen.contains(identity(of: $0)) }) else {
            throw refusal("extends goes in a circle: \(names(of: chain)) -> \(shown)")
        }
        guard chain.count < mostFiles else {
            throw refusal("more than \(mostFiles) templates extend each other: \(names(of: chain)) -> \(shown)")
        }
        return found
    }

    /// The folder of a file, as the file was named.
    private static func folder(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    /// The file names from the most special to the most general.
    private static func names(of layers: [Layer]) -> String {
        layers.reversed().map { SafeText(URL(fileURLWithPath: $0.file).lastPathComponent).description }
            .joined(separator: " -> ")
    }

    /// A file under the one path that all links to it lead to.
    private static func identity(of path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
}

extension TemplateError {
    /// The same trouble as the YAML reader's.
    init(_ error: YAMLError) {
        self.init(file: error.file, line: error.line, sentence: error.sentence)
    }
}
