import BeaconReport
import BeaconTransform
import Foundation
import SearchCluster

/// `doctor`: what would keep a run from working, or make its answer wrong, each with its cure.
struct DoctorCommand: Sendable {
    private let template: TransformTemplate
    private let window: Window
    private let stateIndex: String
    private let cluster: ClusterSettings
    private let dashboards: DashboardsServerSettings?
    private let isJSON: Bool
    private let console: Console
    private let terminal: Terminal

    init(_ words: TypedWords, in surroundings: Surroundings) throws {
        terminal = Terminal(surroundings)
        console = Console(try MessageSettings(words), terminal: terminal)
        template = try TemplateSettings(words, in: surroundings).template()
        stateIndex = try RunnerSettings.stateIndex(words, in: surroundings)
        isJSON = words.last(.statusFormat) == StatusFormat.json.rawValue
        guard let cluster = try ClusterSettings(words, in: surroundings) else {
            throw Failure(
                .configuration, "no cluster is given to look at", cure: "name one with --url or BEACONING_URL")
        }
        self.cluster = cluster
        dashboards = try DashboardsServerSettings(words, in: surroundings, beside: cluster)
        window = try JudgeSettings.window(words, in: surroundings, of: template)
    }

    func perform() async throws -> ExitCode {
        for warning in cluster.warnings + (dashboards?.warnings ?? []) { console.warn(warning) }
        let client = try ClusterClient(configuration: console.observed(cluster.configuration))
        defer { client.shutdown() }
        var examination = Examination(
            of: template, window: window, stateIndex: stateIndex, client: client,
            clockSeconds: { Date().timeIntervalSince1970 })
        try await examination.perform()
        var findings = examination.findings
        if let product = examination.product, let dashboards {
            findings.append(await look(at: dashboards, beside: product))
        }
        findings = ExaminationText.sorted(findings)
        var output = try ResultOutput(file: nil)
        if isJSON {
            let json: JSONValue = [
                "template": .string(template.id), "faults": .integer(Int64(findings.count { $0.grade == .fault })),
                "warnings": .integer(Int64(findings.count { $0.grade == .warning })),
                "findings": .array(findings.map(\.json)),
            ]
            try output.write(IndentedJSON.text(of: json) + "\n")
        } else {
            try output.write(ExaminationText(findings, width: terminal.width).text)
        }
        try output.finish()
        return findings.first?.trouble.map(Self.code) ?? .done
    }

    /// Whether the dashboards are where people look for them.
    private func look(at settings: DashboardsServerSettings, beside product: ClusterProduct) async -> Diagnosis {
        let changing: DashboardsChanging
        do {
            changing = try DashboardsChanging(settings, family: product.family, isDry: true, console: console)
        } catch {
            return Diagnosis(.dashboards, error)
        }
        defer { changing.server.shutdown() }
        do throws(Failure) {
            let missing = try await changing.planned(DashboardsPlan.init(installing:on:)).changes
            guard !missing.isEmpty else {
                return Diagnosis(.dashboards, .good, "all dashboards are there")
            }
            let objects = missing.count == 1 ? "1 object" : "\(missing.count) objects"
            return Diagnosis(
                .dashboards, .warning,
                "\(objects) of the dashboards are missing or differ, the first: "
                    + missing[0].sentence(on: product.family),
                cure: "run beaconing install with the same --dashboards-url")
        } catch {
            return Diagnosis(.dashboards, .fault, error.sentence, cure: error.cure)
        }
    }

    /// The exit code of the worst finding.
    private static func code(of trouble: Diagnosis.Trouble) -> ExitCode {
        switch trouble {
        case .cluster(let code): Failure.code(of: ClusterError(code, ""))
        case .data: .badData
        case .setting: .configuration
        }
    }
}
