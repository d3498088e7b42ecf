public import BeaconTransform
internal import SearchCluster

/// What an examination found, a line for each thing, the worst first.
public struct ExaminationText: Sendable {
    private let findings: [Diagnosis]
    private let width: Int

    /// The findings of an examination.
    ///
    /// - Parameter width: columns of a line.
    public init(_ findings: [Diagnosis], width: Int) {
        self.findings = Self.sorted(findings)
        self.width = max(width, 40)
    }

    /// The worst first; of one grade, what others need comes before them.
    public static func sorted(_ findings: [Diagnosis]) -> [Diagnosis] {
        Diagnosis.Grade.allCases.flatMap { grade in
            Diagnosis.Part.allCases.flatMap { part in findings.filter { $0.grade == grade && $0.part == part } }
        }
    }

    /// The text, each line ended with a newline.
    public var text: String {
        findings.flatMap(lines).map { $0 + "\n" }.joined() + summary + "\n"
    }

    private func lines(of finding: Diagnosis) -> [String] {
        let mark =
            switch finding.grade {
            case .fault: "FAULT  "
            case .warning: "warn   "
            case .good: "ok     "
            }
        let part = finding.part.rawValue
        let label = mark + part + String(repeating: " ", count: max(1, 13 - part.count))
        let indent = 20
        var lines = WrappedText(finding.sentence, width: width - indent).lines
        if let cure = finding.cure { lines += WrappedText("-> " + cure, width: width - indent, indent: 3).lines }
        let margin = String(repeating: " ", count: indent)
        return lines.enumerated().map { $0.offset == 0 ? label + $0.element : margin + $0.element }
    }

    private var summary: String {
        let faults = findings.count { $0.grade == .fault }
        let warnings = findings.count { $0.grade == .warning }
        if faults > 0 {
            return "\(CountText(faults, "fault")), \(CountText(warnings, "warning")): a run would fail or mislead"
        }
        return warnings > 0 ? "no faults, \(CountText(warnings, "warning")): a run works" : "nothing is wrong"
    }
}
