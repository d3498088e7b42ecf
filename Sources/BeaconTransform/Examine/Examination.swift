public import SearchCluster

/// Looks at everything that would keep a run of a template from working or make its answer wrong, and changes nothing.
///
/// One thing needs the other: where the cluster does not answer, nothing else is asked. Everything that can be told is told, so that
/// somebody with three faults learns of all three at once.
public struct Examination: Sendable {
    let client: ClusterClient
    let template: TransformTemplate
    let window: Window
    let stateIndex: String
    let clockSeconds: @Sendable () -> Double
    /// What has been found so far.
    public internal(set) var findings: [Diagnosis] = []
    /// Who answers, once that is known.
    public private(set) var product: ClusterProduct?

    /// An examination of a template's run.
    ///
    /// - Parameters:
    ///   - window: the window that a run would judge now.
    ///   - stateIndex: the name of the index in which runners meet.
    ///   - clockSeconds: this machine's clock, in seconds since 1970.
    public init(
        of template: TransformTemplate, window: Window, stateIndex: String, client: ClusterClient,
        clockSeconds: @escaping @Sendable () -> Double
    ) {
        self.client = client
        self.template = template
        self.window = window
        self.stateIndex = stateIndex
        self.clockSeconds = clockSeconds
    }

    /// Looks at all of it.
    ///
    /// - Throws: `CancellationError` alone; whatever else goes wrong is a finding.
    public mutating func perform() async throws {
        guard let product = try await greet() else { return }
        self.product = product
        try await tell(.rights) { (examination: inout Examination) async throws(ClusterError) in
            try await examination.lookAtRights(product)
        }
        var mapping: FieldMapping?
        try await tell(.indices) { (examination: inout Examination) async throws(ClusterError) in
            mapping = try await examination.lookAtIndices()
        }
        if let mapping {
            try await tell(.clock) { (examination: inout Examination) async throws(ClusterError) in
                try await examination.lookAtClock()
            }
            if let plan = plan(mapping, product) {
                try await tell(.events) { (examination: inout Examination) async throws(ClusterError) in
                    try await examination.lookAtEvents(plan)
                }
            }
        }
        try await tell(.destination) { (examination: inout Examination) async throws(ClusterError) in
            try await examination.lookAtDestination()
        }
        try await tell(.state) { (examination: inout Examination) async throws(ClusterError) in
            try await examination.lookAtState()
        }
    }

    /// Takes one step; its failure becomes a finding and the next step is taken all the same.
    private mutating func tell(
        _ part: Diagnosis.Part, _ step: (inout Examination) async throws(ClusterError) -> Void
    ) async throws {
        try Task.checkCancellation()
        do throws(ClusterError) {
            try await step(&self)
        } catch {
            if error.code == .cancelled { throw CancellationError() }
            // What may not be done is said once, with all that is missing, by the look at the rights.
            let isTold = error.code == .forbidden && findings.contains { $0.part == .rights && $0.grade == .fault }
            if !isTold { findings.append(Diagnosis(error.code == .forbidden ? .rights : part, error)) }
        }
    }

    mutating func add(
        _ part: Diagnosis.Part, _ grade: Diagnosis.Grade, _ sentence: String, cure: String? = nil,
        trouble: Diagnosis.Trouble? = nil
    ) {
        findings.append(Diagnosis(part, grade, sentence, cure: cure, trouble: trouble))
    }

    /// Asks who is there.
    private mutating func greet() async throws -> ClusterProduct? {
        let start = ContinuousClock.now
        let product: ClusterProduct
        do throws(ClusterError) {
            product = try await client.product()
        } catch {
            if error.code == .cancelled { throw CancellationError() }
            var finding = Diagnosis(.cluster, error)
            if finding.cure == nil, error.code == .unreachable {
                finding.cure =
                    "see whether the cluster runs, and whether address and port are right and nothing stands between"
            }
            findings.append(finding)
            return nil
        }
        let passed = (ContinuousClock.now - start).components
        let millis = passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
        add(.cluster, .good, "\(product) answers after \(CountText(millis)) ms")
        switch product.support {
        case .tested: add(.version, .good, "\(product) is a version that is tested")
        case .untested:
            add(.version, .warning, "\(product) is a version that nobody has tested this program with")
        case .tooOld(let oldest):
            add(
                .version, .fault, "\(product) is too old: what a run asks for is there from \(oldest) on",
                cure: "upgrade the cluster, or export events and judge them with --input")
            return nil
        }
        return product
    }

    private mutating func plan(_ mapping: FieldMapping, _ product: ClusterProduct) -> FieldPlan? {
        let obstacles = mapping.obstacles(to: template)
        for obstacle in obstacles { findings.append(Diagnosis(.fields, obstacle)) }
        do throws(ClusterError) {
            let plan = try FieldPlan(template, product: product, mapping: mapping)
            for warning in plan.warnings { add(.fields, .warning, warning) }
            if plan.warnings.isEmpty {
                add(.fields, .good, "every field of the template is mapped as it has to be")
            }
            return plan
        } catch {
            if obstacles.isEmpty { findings.append(Diagnosis(.fields, error)) }
            return nil
        }
    }
}
