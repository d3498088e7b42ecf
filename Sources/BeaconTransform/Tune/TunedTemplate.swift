public import BeaconScore
internal import Foundation
internal import SearchCluster

/// A template of one's own that extends another and changes parameters of its metric alone.
public struct TunedTemplate: Sendable {
    /// The template's id.
    public let id: String
    /// What it extends: a name, or a path.
    public let base: String
    /// The parameters of what it extends.
    private let extended: TransformTemplate
    private let catalog: TemplateCatalog

    /// A template that extends another.
    ///
    /// - Throws: ``TemplateError`` where the other cannot be read.
    public init(id: String, extending base: String, in catalog: TemplateCatalog) throws(TemplateError) {
        self.id = id
        self.base = base
        self.catalog = catalog
        extended = try catalog.template(base)
    }

    /// The names of the parameters that are others than in the extended template.
    public func changes(of parameters: MetricParameters) -> [String] {
        MetricParameters.names.filter { parameters.value(of: $0) != extended.metric.parameters.value(of: $0) }
    }

    /// The text of its file.
    ///
    /// - Parameter folder: where the file will lie; a path that it extends is written so that it is found from there.
    public func text(with parameters: MetricParameters, in folder: String) -> String {
        let changed = changes(of: parameters)
        var lines = [
            "# What beaconing tune found; everything else is as in the template that this one extends.",
            "extends: \(Self.quoted(extends(from: folder)))",
            "id: \(Self.quoted(id))",
            "description: \(Self.quoted(description(changed)))",
        ]
        if !changed.isEmpty {
            lines += [
                "pivot:", "  aggregations:", "    \(Self.quoted(extended.metric.name)):", "      beaconing:",
                "        params:",
            ]
            lines += changed.map { "          \($0): \(parameters.value(of: $0)?.text ?? "null")" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a file that holds ``text(with:in:)`` as strictly as a run does and compares it with what was meant.
    ///
    /// - Throws: ``TemplateError`` with what is wrong with it.
    public func check(file: String, has parameters: MetricParameters) throws(TemplateError) {
        let read = try catalog.template(file)
        var meant = extended
        meant.id = id
        meant.description = description(changes(of: parameters))
        meant.metric.parameters = parameters
        // What a template leaves out follows its window.
        meant.frequencySeconds = read.frequencySeconds
        meant.lookbackSeconds = read.lookbackSeconds
        guard read == meant else {
            throw TemplateError(
                file: file, line: nil, sentence: "the file reads as another template than the one meant")
        }
    }

    private func description(_ changed: [String]) -> String {
        let what = changed.isEmpty ? "the same parameters" : "another " + changed.joined(separator: ", ")
        return "\(extended.id) with \(what)"
    }

    /// What to extend: a name as it is, a path absolute unless the file lies beside it.
    private func extends(from folder: String) -> String {
        guard TemplateCatalog.isPath(base) else { return base }
        let file = URL(fileURLWithPath: base).standardizedFileURL
        let beside = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL
        return file.deletingLastPathComponent().path == beside.path ? "./" + file.lastPathComponent : file.path
    }

    /// A text as YAML takes it, whatever is in it: a JSON string is one.
    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
