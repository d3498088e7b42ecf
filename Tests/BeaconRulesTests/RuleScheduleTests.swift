import BeaconTransform
import SearchCluster
import TestSupport
import Testing

@testable import BeaconRules

@Suite("When rules look")
struct RuleScheduleTests {
    /// Seconds of `now-90m`.
    private static func seconds(_ text: String?) -> Int? {
        guard let text, text.hasPrefix("now-") else { return nil }
        return (try? TimeSpan(text.dropFirst(4)))?.seconds
    }

    @Test(
        "A signal is seen by the first look after it was written, however long its runner was away",
        arguments: ShippedRules.names)
    func reach(_ name: String) throws {
        let template = try ShippedRules.template(name)
        let frequency = Int64(template.frequencySeconds)
        let runner = Schedule(
            everySeconds: template.frequencySeconds, delaySeconds: template.sync.delaySeconds,
            mostCaughtUp: Schedule.usualCatchUp)
        var random = SeededRandom(seed: 14)
        for rule in try ShippedRules.lines(ShippedRules.set(name, .elastic)) {
            let reach = Int64(try #require(Self.seconds(rule["from"]?.string)))
            let interval = try #require(rule["interval"]?.string)
            let every = Int64(try TimeSpan(interval).seconds)
            var oldest: Int64 = 0
            for _ in 0..<500 {
                let back = 1_795_543_200 + Int64.random(in: 0..<86_400, using: &random)
                let away = Int64.random(in: 0..<60 * frequency, using: &random)
                for end in runner.due(nowSeconds: back, checkpointSeconds: back - away).ends {
                    // All passes that are due together take as long as the time between two, and the rule has just looked.
                    let written = back + Int64.random(in: 0...frequency, using: &random)
                    let look = written + Int64.random(in: 1...every, using: &random)
                    #expect(end > look - reach && end <= look)
                    oldest = max(oldest, look - end)
                }
            }
            // The test would not notice a reach that is too short if it met no old windows.
            #expect(oldest > 24 * frequency)
        }
    }

    @Test("A new beacon's history is the days before what the rule looks at", arguments: ShippedRules.names)
    func history(_ name: String) throws {
        let rules = try ShippedRules.lines(ShippedRules.set(name, .elastic))
        let rule = try #require(rules.first { $0["type"] == "new_terms" })
        let from = try #require(Self.seconds(rule["from"]?.string))
        let start = try #require(Self.seconds(rule["history_window_start"]?.string))
        #expect(start == from + 14 * 86_400)
    }

    @Test("A template that runs each second makes rules that look each minute")
    func fast() throws {
        var template = try ShippedRules.template("beaconing")
        for (frequency, every, minutes) in [(1, "1m", 1), (61, "2m", 2), (3_600, "1h", 60), (5_400, "90m", 90)] {
            template.frequencySeconds = frequency
            for rule in ShippedRules.lines(RuleSet(template, named: "x", for: .elastic)) {
                #expect(rule["interval"]?.string == every)
                #expect(ElasticRuleSchema.faults(of: rule) == [])
            }
            for monitor in ShippedRules.lines(RuleSet(template, named: "x", for: .opensearch)) {
                #expect(
                    monitor["schedule"] == ["period": ["interval": .integer(Int64(minutes)), "unit": "MINUTES"]])
            }
        }
    }

    @Test("Hosts that share a destination are counted over a day at the least")
    func sharing() throws {
        var template = try ShippedRules.template("beaconing")
        template.frequencySeconds = 60
        let rules = ShippedRules.lines(RuleSet(template, named: "x", for: .elastic))
        let rule = try #require(rules.first { $0["type"] == "threshold" })
        #expect(rule["from"] == "now-24h")
    }
}
