import Foundation

@testable import BeaconTransform
@testable import SearchCluster

/// A file with a template; what it extends may be one that comes with the program.
///
/// Promised: what is wrong is told with a line of the file, in words that no terminal acts on; what is read, written as JSON and read
/// again is the same, a template as a whole and any YAML whose names are short.
enum TemplatesHarness {
    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        let bytes = Array(input)
        let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 2
        let node: YAMLNode
        do throws(YAMLError) {
            node = try YAMLNode(utf8: bytes, file: "input.yml")
        } catch {
            try promise((1...lines).contains(error.line ?? 1), "there is no line \(error.line ?? 0)")
            try SafeWords.check(error.description)
            return
        }
        try checkYAML(node)
        // Names of devices would be opened, and might never end.
        guard !(node["extends"]?.scalar?.text.contains("/") ?? false) else { return }
        try checkTemplate(bytes, lines: lines)
    }

    private static func checkYAML(_ node: YAMLNode) throws(BrokenPromise) {
        let value = node.json
        // YAML takes names of 1,024 characters and no more, quotes and escapes included; and aliases make much of little.
        guard longestName(of: value) < 170, value.bytes.count <= YAMLNode.mostBytes else { return }
        do throws(YAMLError) {
            let again = try YAMLNode(utf8: value.bytes, file: "again.json").json
            try promiseSame(again, value)
        } catch {
            throw BrokenPromise("what was read and written cannot be read: \(error): \(value.text)")
        }
    }

    /// Compares outside a `do` whose errors are of another kind.
    private static func promiseSame(_ again: JSONValue, _ value: JSONValue) throws(YAMLError) {
        guard again == value else {
            throw YAMLError(file: "again.json", line: nil, sentence: "it reads as \(again.text)")
        }
    }

    private static func longestName(of value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.map(longestName).max() ?? 0
        case .object(let members): members.map { max($0.name.utf8.count, longestName(of: $0.value)) }.max() ?? 0
        default: 0
        }
    }

    private static func checkTemplate(_ bytes: [UInt8], lines: Int) throws(BrokenPromise) {
        let catalog = TemplateCatalog(folders: [ShortTemplate.folder])
        let file = TemporaryFile(bytes, ending: "yml")
        let template: TransformTemplate
        do throws(TemplateError) {
            template = try catalog.template(file.path)
        } catch {
            if error.file == file.path {
                try promise((1...lines).contains(error.line ?? 1), "there is no line \(error.line ?? 0)")
            }
            try SafeWords.check(error.description)
            return
        }
        guard template.json.bytes.count <= YAMLNode.mostBytes else { return }
        let written = TemporaryFile(template.json.bytes, ending: "json")
        do throws(TemplateError) {
            let again = try catalog.template(written.path)
            guard again == template else {
                throw TemplateError(file: "", line: nil, sentence: "it reads as \(again.json.text)")
            }
        } catch {
            throw BrokenPromise("a template that was written cannot be read: \(error): \(template.json.text)")
        }
    }
}
