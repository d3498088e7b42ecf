internal import BeaconScore
internal import BeaconTransform
internal import SearchCluster

extension TuneReport {
    /// The changes of a setting as `--set` takes them: `max_jitter=0.2`.
    func assignments(of setting: Int) -> [String] {
        result.changes(of: setting).map { name in
            // Without spaces a shell takes it as one word.
            "\(name)=\(verdicts.settings[setting].value(of: name).map { Self.text(of: $0) } ?? "")"
        }
    }

    /// What is suggested, at which price, and what it is not.
    var suggestionSentences: [String] {
        guard let one = result.suggestion?.comparison else {
            return [
                result.labels == nil
                    ? "No suggestion: at no value that was tried does the strict metric gain more groups that the second opinion "
                        + "takes for regular than others, and more than it loses."
                    : "No suggestion: no value that was tried agrees better with the labels than the template's."
            ]
        }
        let assignments = assignments(of: one.setting)
        let before = result.changes(of: one.setting).map {
            verdicts.settings[0].value(of: $0).map { Self.text(of: $0) } ?? ""
        }
        return [
            "Suggestion: \(assignments.joined(separator: ", ")) (now \(before.joined(separator: ", "))).",
            result.labels == nil ? strictPrice(one) : labelledPrice(one), signalPrice(one),
            "Nothing was changed. To see it: beaconing preview "
                + assignments.map { "--set \($0)" }.joined(separator: " "),
        ]
    }

    /// The price where the second opinion is the measure.
    private func strictPrice(_ one: TuneComparison) -> String {
        let others = one.strictGained.count - one.strictAgreed
        return
            "The strict metric would find \(CountText(one.strictAgreed)) more that the second opinion takes for regular, and "
            + "\(CountText(others, "other")); it would lose \(one.strictLost.isEmpty ? "none" : CountText(one.strictLost.count).description)."
    }

    /// The price where labels are the measure.
    private func labelledPrice(_ one: TuneComparison) -> String {
        guard let score = one.score, let labels = result.labels else { return "" }
        let before = result.comparisons[0].score ?? LabelScore()
        func gained(_ label: GroupLabels.Label) -> Int { one.gained.count { labels[verdicts.groups[$0]] == label } }
        func lost(_ label: GroupLabels.Label) -> Int { one.lost.count { labels[verdicts.groups[$0]] == label } }
        return "F-measure \(Self.share(score.fMeasure)) instead of \(Self.share(before.fMeasure)): "
            + "\(CountText(gained(.beacon), "beacon")) more and \(CountText(lost(.beacon))) fewer, "
            + "\(CountText(gained(.benign), "harmless group")) more and \(CountText(lost(.benign))) fewer; precision "
            + "\(Self.share(score.precision)), recall \(Self.share(score.recall))."
    }

    private func signalPrice(_ one: TuneComparison) -> String {
        let before = result.comparisons[0].signals
        let (gained, lost) = (CountText(one.gained.count), CountText(one.lost.count))
        return "Signals: \(CountText(one.signals)) instead of \(CountText(before)), \(gained) gained and \(lost) lost."
    }

    static func share(_ share: Double?) -> String { share.map { DecimalText($0, digits: 2).description } ?? "-" }
}
