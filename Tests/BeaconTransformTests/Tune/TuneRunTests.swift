import BeaconScore
import SearchCluster
import TestSupport
import Testing

@testable import BeaconTransform

@Suite("One window at many settings")
struct TuneRunTests {
    /// Compares what a run at each setting says of every group with what was told of all settings at once.
    private func compare(
        _ verdicts: TuneVerdicts, _ run: TuneRun, settings: [Int], from source: some PairSource
    ) async throws -> (signals: Int, strict: Int, regular: Int) {
        var found = (signals: 0, strict: 0, regular: 0)
        for setting in settings {
            var template = run.template
            template.metric.parameters = run.settings[setting]
            let window = Window(nowSeconds: run.nowSeconds, parameters: run.settings[setting])
            let real = try await TransformRun(template, window: window, keeping: .judged).result(from: source)
            let comment = Comment("\(run.settings[setting])")
            func groups(_ isIn: (Signal) -> Bool) -> [GroupKey] { real.signals.filter(isIn).map(\.judgement.group) }
            func told(_ isIn: (Int) -> Bool) -> [GroupKey] {
                verdicts.groups.indices.filter(isIn).map { verdicts.groups[$0] }
            }
            #expect(
                told { verdicts.isBeaconing($0, at: setting) } == groups { $0.judgement.verdict.isBeaconing }, comment)
            #expect(told { verdicts.isSignal($0, at: setting) } == groups { $0.judgement.isSignal }, comment)
            // And what the documents say.
            let document = SignalDocument(template: template, window: window)
            let documents = real.signals.map { ($0.judgement.group, document.json(of: $0)) }
            #expect(
                told { verdicts.isBeaconing($0, at: setting) }
                    == documents.filter { $0.1["beacon_stats"]?["is_beaconing"] == true }.map(\.0), comment)
            if template.opinions == .both {
                #expect(
                    told { verdicts.isRegular($0, at: setting) }
                        == documents.filter { $0.1["beaconing"]?["regular"] == true }.map(\.0), comment)
            }
            found.signals += real.beaconing
            found.strict += real.signals.count { $0.judgement.verdict.isBeaconing }
            found.regular += real.signals.count { $0.judgement.opinion?.isRegular == true }
        }
        return found
    }

    @Test(
        "Of made traffic it takes the same groups for beacons as a run at each of many random settings",
        arguments: 0..<2 as Range<UInt64>)
    func simulated(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let files = try EventFiles()
        let file = try files.write(TuneTraffic.lines(seed: seed))
        // The end lies anywhere in a minute, and traffic goes on after it.
        let now = TuneTraffic.endSecond - Int64.random(in: 300...1_500, using: &random)
        let run = TuneRun(
            TuneTraffic.template(seed % 2 == 0 ? .both : .strict), nowSeconds: now,
            settings: TuneTraffic.settings(16, &random))
        let source = try FilePairSource(run.template, files: [file])
        let pulled = try await run.series(from: source)
        #expect(pulled.unevenGroups == 0 && pulled.packedBytes > 0)
        let verdicts = try await run.verdicts(of: pulled)
        // Reading a file again and again takes long: of the sixteen these are run.
        let tried = [0] + (0..<4).map { _ in Int.random(in: 1...16, using: &random) }
        let found = try await compare(verdicts, run, settings: tried, from: source)
        #expect(found.strict > 0 && found.signals >= found.strict)
    }

    @Test(
        "So it does of groups that lie near every limit, events ahead of the end among them",
        arguments: 0..<3 as Range<UInt64>)
    func limits(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed &+ 99)
        // A few events more right where a longer bucket ends, one second before and after.
        var events = NaiveGroups.Event.office(seed: seed)
        let now = ScriptedPull.window.nowSeconds
        for length in [20, 30, 60, 90, 120, 300, 600] as [Int64] {
            for second in [length - 1, length, length + 1] {
                var event = events[Int.random(in: 0..<events.count, using: &random)]
                event.timesMillis = [(now + second) * 1000 + 999]
                events.append(event)
            }
        }
        let run = TuneRun(
            TuneTraffic.template(), nowSeconds: now, settings: TuneTraffic.settings(30, &random))
        let source = NaiveSource(events: events)
        let verdicts = try await run.verdicts(of: try await run.series(from: source))
        let found = try await compare(verdicts, run, settings: Array(run.settings.indices), from: source)
        #expect(found.strict > 20 && found.regular > 20)
    }

    @Test("A cluster gives the same as counting the long way")
    func cluster() async throws {
        var random = SeededRandom(seed: 5)
        let events = NaiveGroups.Event.office(seed: 12)
        let pull = try ScriptedPull(events)
        let run = TuneRun(
            TuneTraffic.template(), nowSeconds: pull.window.nowSeconds, settings: TuneTraffic.settings(10, &random))
        let naive = try await run.verdicts(of: try await run.series(from: NaiveSource(events: events)))
        let verdicts = try await ClusterPairSource.with(run.template, client: pull.client) { source in
            try await run.verdicts(of: try await run.series(from: source))
        }
        for setting in run.settings.indices {
            func signals(_ verdicts: TuneVerdicts) -> [GroupKey] {
                verdicts.groups.indices.filter { verdicts.isSignal($0, at: setting) }.map { verdicts.groups[$0] }
            }
            #expect(signals(verdicts) == signals(naive))
        }
        #expect(verdicts.comparison(of: 0).signals > 0)
    }

    @Test("A window is read once, with what lies ahead twice, and lengths that fit no other one by themselves")
    func reads() {
        func reads(_ lengths: [Int], counts: [Int] = [360]) -> Int {
            let settings = lengths.flatMap { length in
                counts.map { count in
                    var setting = MetricParameters()
                    setting.timeBucketLength = length
                    setting.numberBucketsInRange = count
                    return setting
                }
            }
            return TuneRun(TuneTraffic.template(), nowSeconds: 1_000, settings: settings).reads
        }
        #expect(reads([]) == 1)
        #expect(reads([60], counts: [60, 360, 720]) == 1)
        #expect(reads([30, 60, 120, 300]) == 2)
        #expect(reads([45]) == 2)
        #expect(reads([45, 90]) == 3)
        #expect(reads([1, 86_400], counts: [100_000]) == 3)
    }

    @Test("Nothing at all is judged without trouble")
    func empty() async throws {
        let run = TuneRun(TuneTraffic.template(), nowSeconds: 1_000, settings: [])
        let verdicts = try await run.verdicts(of: try await run.series(from: NaiveSource(events: [])))
        #expect(verdicts.groups.isEmpty && verdicts.comparison(of: 0) == TuneComparison(setting: 0))
    }
}
