import BeaconTransform
import SearchCluster

/// `templates list`: what can be named, where it is, and what cannot be read.
struct TemplatesListCommand: Sendable {
    private let catalog: TemplateCatalog
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        catalog = try TemplateSettings(words, in: surroundings).catalog
        terminal = Terminal(surroundings)
    }

    func perform() throws -> ExitCode {
        let entries = try catalog.entries()
        guard !entries.isEmpty else {
            let folders = catalog.folders.joined(separator: ", ")
            throw Failure(.configuration, "there are no templates in \(folders)", cure: "name a folder with --assets")
        }
        var output = try ResultOutput(file: nil)
        let names = entries.map { SafeText($0.name).description }
        let column = min(24, (names.map(\.count).max() ?? 0) + 2)
        for (entry, name) in zip(entries, names) {
            let about = entry.problem.map { "BROKEN: \($0)" } ?? entry.description
            var lines = Paragraph.lines(Console.safe(about), width: terminal.width, indent: column)
            lines.append(String(repeating: " ", count: column) + SafeText(entry.path).description)
            if name.count + 2 <= column {
                lines[0] = name + lines[0].dropFirst(name.count)
            } else {
                lines.insert(name, at: 0)
            }
            try output.write(lines.joined(separator: "\n") + "\n")
        }
        try output.finish()
        return .done
    }
}

/// `templates show`: a template's text, or all of it resolved.
struct TemplatesShowCommand: Sendable {
    private let catalog: TemplateCatalog
    private let name: String
    private let resolves: Bool
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        catalog = try TemplateSettings(words, in: surroundings).catalog
        name = words.arguments[0]
        resolves = words.has(.resolved)
        terminal = Terminal(surroundings)
    }

    func perform() throws -> ExitCode {
        var text = resolves ? IndentedJSON.text(of: try catalog.template(name).json) : try catalog.text(of: name)
        // A file or a pipe gets the bytes as they are; a terminal would act on what others put into comments.
        if terminal.showsOutput {
            text = Console.safe(text.replacing("\r\n", with: "\n"), keeping: ["\n", "\t"])
        }
        var output = try ResultOutput(file: nil)
        try output.write(text)
        if !text.hasSuffix("\n") { try output.write("\n") }
        try output.finish()
        return .done
    }
}

/// `templates check`: whether templates can be run, and everything that keeps them from it.
struct TemplatesCheckCommand: Sendable {
    private let catalog: TemplateCatalog
    private let names: [String]

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        catalog = try TemplateSettings(words, in: surroundings).catalog
        names = words.arguments
    }

    func perform() throws -> ExitCode {
        var output = try ResultOutput(file: nil)
        var bad = 0
        for name in names {
            let problems = catalog.problems(in: name)
            if problems.isEmpty { try output.write("\(SafeText(name)): ok\n") }
            for problem in problems { try output.write(Console.safe(problem.description) + "\n") }
            if !problems.isEmpty { bad += 1 }
        }
        try output.finish()
        guard bad > 0 else { return .done }
        throw Failure(.configuration, "\(bad) of \(names.count) templates cannot be run")
    }
}
