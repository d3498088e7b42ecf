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

/// What one setting finds, and how that differs from what the template's finds; groups are numbers of ``TuneVerdicts/groups``.
public struct TuneComparison: Sendable, Equatable {
    /// Which setting.
    public let setting: Int
    /// Groups with enough events to be judged.
    public var judged = 0
    /// Groups that are signals.
    public var signals = 0
    /// Groups that the strict metric takes for beacons.
    public var strict = 0
    /// Groups that the second opinion takes for regular.
    public var regular = 0
    /// Signals that the template's setting does not have.
    public var gained: [Int] = []
    /// Signals that only the template's setting has.
    public var lost: [Int] = []
    /// What the strict metric takes for a beacon here and not at the template's setting.
    public var strictGained: [Int] = []
    /// What the strict metric takes for a beacon at the template's setting and not here.
    public var strictLost: [Int] = []
    /// How many of ``strictGained`` the second opinion takes for regular at the template's setting.
    public var strictAgreed = 0
    /// How signals agree with labels; `nil` without any.
    public var score: LabelScore?
    /// How what the strict metric finds agrees with labels; `nil` without any.
    public var strictScore: LabelScore?
}

/// How what is found agrees with what is known.
public struct LabelScore: Sendable, Equatable {
    /// Beacons that are found.
    public var found = 0
    /// Beacons that are not, also those with too few events to be judged.
    public var missed = 0
    /// Harmless groups that are found.
    public var falseAlarms = 0
    /// Groups that are found and have no label.
    public var unlabelled = 0

    /// Nothing found and nothing known.
    public init() {}

    /// The share of beacons among what is found and has a label, 0 to 1; `nil` where nothing is.
    public var precision: Double? { ratio(found, found + falseAlarms) }
    /// The share of the known beacons that is found, 0 to 1; `nil` where none is known.
    public var recall: Double? { ratio(found, found + missed) }
    /// The harmonic mean of both, 0 to 1, 2·found / (2·found + missed + false alarms) (van Rijsbergen, *Information Retrieval*,
    /// 1979, 7); `nil` where nothing is known.
    public var fMeasure: Double? { ratio(2 * found, 2 * found + missed + falseAlarms) }

    private func ratio(_ part: Int, _ whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}
