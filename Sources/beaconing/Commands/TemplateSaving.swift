import BeaconScore
import BeaconTransform
import Foundation

/// A file for a tuned template: written beside its place, read as strictly as a run reads it, and only then given its name, which
/// nothing else may have.
struct TemplateSaving: Sendable {
    /// The file.
    let file: String
    /// What is saved.
    let template: TunedTemplate

    /// Checks all that can be known before the work: that the place is free, and that the template can be saved there at all.
    ///
    /// - Throws: `Failure` for a place that is taken or cannot be written to, `TemplateError` for an id that cannot be.
    init(file: String, template: TunedTemplate, trying parameters: MetricParameters) throws {
        self.file = file
        self.template = template
        if access(file, F_OK) == 0 { throw taken }
        try prove(parameters) { _ in }
    }

    /// Saves the template with these parameters.
    func save(_ parameters: MetricParameters) throws {
        try prove(parameters) { written throws(Failure) in
            // A link fails where the name is taken, also when that came about in this moment.
            if link(written, file) == 0 { return }
            if errno == EEXIST { throw taken }
            throw Failure(.file, "\(file) cannot be made: \(Descriptor.words(for: errno))")
        }
    }

    /// The file as `--template` takes it.
    var path: String { file.contains("/") ? file : "./" + file }

    private var taken: Failure {
        Failure(
            .file, "\(file) is there already, and --save replaces nothing",
            cure: "name another file, or remove that one first")
    }

    private var folder: String { URL(fileURLWithPath: file).deletingLastPathComponent().path }

    /// Writes the template beside its place and reads it; the file is gone afterwards.
    private func prove(_ parameters: MetricParameters, _ use: (String) throws(Failure) -> Void) throws {
        let name = URL(fileURLWithPath: file).lastPathComponent
        let beside = "\(folder)/.\(getpid()).\(name)"
        var output = try ResultOutput(file: beside)
        try output.write(template.text(with: parameters, in: folder))
        try output.finish()
        TemporaryFiles.add(beside)
        defer { TemporaryFiles.remove(beside) }
        do {
            try template.check(file: beside, has: parameters)
        } catch {
            throw Failure(
                .configuration, "the template cannot be saved: \(error.sentence)",
                cure: "choose another --id or other values")
        }
        try use(beside)
    }
}
