import BeaconTransform
import Testing

@testable import BeaconReport

@Suite("What an examination found")
struct ExaminationTextTests {
    private static let findings = [
        Diagnosis(.cluster, .good, "OpenSearch 3.8.0 answers after 12 ms"),
        Diagnosis(.state, .warning, "the last pass failed: a reason that is long enough to need another line of it"),
        Diagnosis(.rights, .fault, "missing rights: read on logs-*", cure: "give the role that is printed"),
        Diagnosis(.bytes, .warning, "no event has byte counts", cure: "collect them"),
        Diagnosis(.indices, .fault, "there is no index"),
    ]

    @Test("The worst comes first, of one grade what others need, and no line is wider than asked")
    func order() {
        let text = ExaminationText(Self.findings, width: 60).text
        #expect(
            text == """
                FAULT  rights       missing rights: read on logs-*
                                    -> give the role that is printed
                FAULT  indices      there is no index
                warn   bytes        no event has byte counts
                                    -> collect them
                warn   state        the last pass failed: a reason that is
                                    long enough to need another line of it
                ok     cluster      OpenSearch 3.8.0 answers after 12 ms
                2 faults, 2 warnings: a run would fail or mislead

                """)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
    }

    @Test(
        "The last line says what it comes to",
        arguments: [
            ([], "nothing is wrong\n"), ([.warning], "no faults, 1 warning: a run works\n"),
            ([.fault], "1 fault, 0 warnings: a run would fail or mislead\n"),
        ] as [([Diagnosis.Grade], String)])
    func summary(grades: [Diagnosis.Grade], line: String) {
        let text = ExaminationText(grades.map { Diagnosis(.clock, $0, "x") }, width: 80).text
        #expect(text.hasSuffix(line))
    }

    @Test("Only a fault is trouble")
    func trouble() {
        #expect(Diagnosis(.events, .warning, "x", trouble: .data).trouble == nil)
        #expect(Diagnosis(.events, .fault, "x", trouble: .data).trouble == .data)
        #expect(Diagnosis(.events, .fault, "x").trouble == .setting)
    }
}
