import BeaconScore
import BeaconTraffic
import Testing

@testable import BeaconTransform

@Suite("Which busy groups are looked at first")
struct SplitOrderTests {
    private static let end: Int64 = 1_795_478_400
    private static let window: Int64 = 21_600

    private static func judgement(silence: Int, documents: Int64, sharing: Int = 1, host: String = "h") -> Judgement {
        var judge = GroupJudge(parameters: MetricParameters(), keeping: .judged)
        let group = GroupKey([.text(Array(host.utf8)), .text(Array("p".utf8))])
        // What the metric says of it does not matter here.
        guard
            var judgement = judge.judge(
                BucketSeries(bucketCount: 360), documents: documents, newestMillis: 0, of: { group })
        else { preconditionFailure("every judged group is kept") }
        judgement.typicalSilence = silence
        judgement.hosts.sharing = sharing
        return judgement
    }

    @Test("Short silences come first, then few events, then rare processes; the order is one")
    func order() {
        let first = [
            Self.judgement(silence: 1, documents: 300), Self.judgement(silence: 2, documents: 100),
            Self.judgement(silence: 2, documents: 200), Self.judgement(silence: 2, documents: 200, sharing: 2),
            Self.judgement(silence: 2, documents: 200, sharing: 2, host: "i"),
            Self.judgement(silence: 45, documents: .max),
        ]
        for (place, one) in first.enumerated() {
            for (other, second) in first.enumerated() {
                #expect(SplitOrder.precedes(one, second) == (place < other))
            }
        }
    }

    @Test(
        "Of beacons mixed into an office's busy groups far more come early than by chance",
        arguments: [1, 2] as [UInt64])
    func early(seed: UInt64) {
        let office = OfficeDay(seed: seed, hosts: 80, endSecond: Self.end, hours: 7)
        var seconds: [String: [Int64]] = [:]
        for event in office.events where event.timeMillis / 1000 > Self.end - Self.window {
            seconds["\(event.host) \(event.process)", default: []].append(event.timeMillis / 1000)
        }
        var judge = GroupJudge(parameters: MetricParameters(), keeping: .signals, splits: true)
        var all: [(judgement: Judgement, isHidden: Bool)] = []
        var names: [String] = []
        func add(_ name: String, _ times: [Int64], isHidden: Bool) {
            var series = BucketSeries(bucketCount: 360)
            for time in times {
                series.add(
                    bucket: Int((Self.end - time) / 60), count: 1, sourceBytes: time * 7_919 % 90_000,
                    destinationBytes: time * 104_729 % 900_000)
            }
            let found = judge.judge(series, documents: Int64(times.count), newestMillis: 0) {
                GroupKey([.text(Array(name.utf8))])
            }
            guard let found, found.isBusy else { return }
            all.append((found, isHidden))
            if !isHidden { names.append(name) }
        }
        for (name, times) in seconds.sorted(by: { $0.key < $1.key }) { add(name, times, isHidden: false) }
        let beacons = HiddenBeacon.grid(sleeps: [60, 270, 600, 900], jitters: [0.1, 0.37, 0.5])
        for (number, beacon) in beacons.enumerated() {
            let name = names[number * 7_919 % names.count]
            let agent = beacon.profile.connections(over: Double(Self.window - 1), seed: seed, number: number)
                .map { Self.end - Self.window + 1 + Int64($0.seconds) }
            add(name, (seconds[name] ?? []) + agent, isHidden: true)
        }
        let order = all.sorted { SplitOrder.precedes($0.judgement, $1.judgement) }
        let hidden = all.count(where: \.isHidden)
        let early = order.prefix(all.count / 5).count(where: \.isHidden)
        #expect(hidden > 40)
        // Chance would put a fifth of them there, give or take a twentieth.
        #expect(early * 10 > hidden * 3, "\(early) of \(hidden) in the first fifth of \(all.count)")
    }
}
