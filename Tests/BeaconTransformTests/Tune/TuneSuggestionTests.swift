import Testing

@testable import BeaconTransform

@Suite("What is suggested")
struct TuneSuggestionTests {
    private static let template = TuneComparison(setting: 0)

    private func one(_ setting: Int, agreed: Int, others: Int, lost: Int = 0) -> TuneComparison {
        var one = TuneComparison(setting: setting)
        one.strictGained = Array(0..<agreed + others)
        one.strictAgreed = agreed
        one.strictLost = Array(100..<100 + lost)
        return one
    }

    @Test("Without labels what gains most that the second opinion sees, each other one and each lost one against it")
    func unlabelled() {
        let all = [one(1, agreed: 3, others: 1), one(2, agreed: 9, others: 2), one(3, agreed: 20, others: 19)]
        #expect(TuneSuggestion(among: all, template: Self.template)?.comparison.setting == 2)
        #expect(TuneSuggestion(among: [one(1, agreed: 5, others: 2, lost: 3)], template: Self.template) == nil)
        #expect(TuneSuggestion(among: [one(1, agreed: 0, others: 0)], template: Self.template) == nil)
        #expect(TuneSuggestion(among: [], template: Self.template) == nil)
    }

    @Test("Of equals it is the one that changes less, then the earlier")
    func ties() {
        let all = [one(1, agreed: 5, others: 2), one(2, agreed: 3, others: 0), one(3, agreed: 3, others: 0)]
        #expect(TuneSuggestion(among: all, template: Self.template)?.comparison.setting == 2)
    }

    @Test("With labels it is the largest F-measure, where that is above the template's")
    func labelled() {
        func scored(_ setting: Int, _ found: Int, _ missed: Int, _ alarms: Int) -> TuneComparison {
            var one = TuneComparison(setting: setting)
            (one.score) = LabelScore()
            one.score?.found = found
            one.score?.missed = missed
            one.score?.falseAlarms = alarms
            return one
        }
        let template = scored(0, 6, 4, 2)
        let all = [scored(1, 5, 5, 0), scored(2, 8, 2, 2), scored(3, 10, 0, 40)]
        #expect(TuneSuggestion(among: all, template: template)?.comparison.setting == 2)
        #expect(TuneSuggestion(among: [scored(1, 6, 4, 2), scored(2, 10, 0, 40)], template: template) == nil)
        #expect(template.score?.precision == 0.75 && template.score?.recall == 0.6)
        #expect(abs((template.score?.fMeasure ?? 0) - 2 * 0.75 * 0.6 / 1.35) < 1e-12)
        #expect(LabelScore().precision == nil && LabelScore().fMeasure == nil)
    }
}
