public import BeaconScore

/// What every group is at every setting.
public struct TuneVerdicts: Sendable {
    /// The template whose setting is the first.
    public let template: TransformTemplate
    /// The groups that some setting may judge, sorted.
    public let groups: [GroupKey]
    /// The settings; the first is the template's.
    public let settings: [MetricParameters]
    /// For each setting the flags of each group.
    private var flags: [[SettingsJudge.Flags]]

    init(_ run: TuneRun, groups: [GroupKey]) {
        template = run.template
        self.groups = groups
        settings = run.settings
        flags = run.settings.map { _ in Array(repeating: SettingsJudge.Flags(), count: groups.count) }
    }

    mutating func take(_ part: [[SettingsJudge.Flags]], from start: Int) {
        for (place, ofGroup) in part.enumerated() {
            for (setting, found) in ofGroup.enumerated() { flags[setting][start + place] = found }
        }
    }

    /// Whether a group has enough events to be judged at a setting.
    public func isJudged(_ group: Int, at setting: Int) -> Bool { flags[setting][group].contains(.judged) }

    /// Whether the strict metric takes a group for a beacon at a setting.
    public func isBeaconing(_ group: Int, at setting: Int) -> Bool { flags[setting][group].contains(.strict) }

    /// Whether the second opinion takes a group for regular at a setting, also where the template does not ask it.
    public func isRegular(_ group: Int, at setting: Int) -> Bool { flags[setting][group].contains(.regular) }

    /// Whether a group is a signal at a setting, by the opinions that the template asks.
    public func isSignal(_ group: Int, at setting: Int) -> Bool {
        isBeaconing(group, at: setting) || (template.opinions == .both && isRegular(group, at: setting))
    }

    /// A setting beside the template's.
    public func comparison(of setting: Int, labels: GroupLabels? = nil) -> TuneComparison {
        var found = TuneComparison(setting: setting)
        for group in groups.indices {
            let (strict, was) = (isBeaconing(group, at: setting), isBeaconing(group, at: 0))
            if strict != was {
                let isRegular = isRegular(group, at: 0)
                if strict {
                    found.strictGained.append(group)
                    if isRegular { found.strictAgreed += 1 }
                } else {
                    found.strictLost.append(group)
                }
            }
            let (signal, wasSignal) = (isSignal(group, at: setting), isSignal(group, at: 0))
            if signal, !wasSignal { found.gained.append(group) }
            if wasSignal, !signal { found.lost.append(group) }
            found.judged += isJudged(group, at: setting) ? 1 : 0
            found.strict += strict ? 1 : 0
            found.regular += isRegular(group, at: setting) ? 1 : 0
            found.signals += signal ? 1 : 0
        }
        if let labels {
            found.score = score(labels) { isSignal($0, at: setting) }
            found.strictScore = score(labels) { isBeaconing($0, at: setting) }
        }
        return found
    }

    private func score(_ labels: GroupLabels, _ isFound: (Int) -> Bool) -> LabelScore {
        var score = LabelScore()
        for group in groups.indices where isFound(group) {
            switch labels[groups[group]] {
            case .beacon?: score.found += 1
            case .benign?: score.falseAlarms += 1
            case nil: score.unlabelled += 1
            }
        }
        score.missed = labels.beacons - score.found
        return score
    }
}
