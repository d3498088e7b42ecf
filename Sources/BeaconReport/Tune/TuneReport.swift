internal import BeaconScore
public import BeaconTransform
public import SearchCluster

/// What each parameter changes, for a person or a program.
public struct TuneReport: Sendable {
    let result: TuneResult
    var verdicts: TuneVerdicts { result.verdicts }
    var template: TransformTemplate { result.verdicts.template }

    /// A report of what was found at all settings.
    public init(_ result: TuneResult) {
        self.result = result
    }

    /// One JSON object: the template's setting, each value of each parameter with every group that it gains and loses, the pairs,
    /// and the suggestion.
    public var json: JSONValue {
        let window = Window(nowSeconds: result.nowSeconds, parameters: template.metric.parameters)
        var members: [JSONValue.Member] = [
            .init("template", ["id": .string(template.id), "version": .string(template.version)]),
            .init(
                "window",
                [
                    "from": .string(Timestamp(seconds: window.firstSecond).description),
                    "to": .string(Timestamp(seconds: result.nowSeconds).description),
                ]),
            .init("parameters", template.metric.parameters.json),
            .init("found", .object(found(result.comparisons[0]))),
            .init("compared", "whole groups, without single destinations of busy groups and without exact times"),
        ]
        if let labels = result.labels {
            members.append(
                .init(
                    "labels", ["groups": .integer(Int64(labels.count)), "beacons": .integer(Int64(labels.beacons))]))
        }
        if result.trials.grid.isEmpty {
            members.append(.init("changes", .array(result.trials.parameters.indices.map(parameter))))
        } else {
            members.append(.init("pairs", .array(pairs)))
        }
        members.append(.init("suggestion", suggestion))
        return .object(members)
    }

    private func parameter(_ place: Int) -> JSONValue {
        let parameter = result.trials.parameters[place]
        let values = zip(parameter.settings, result.trials.numbers[place]).map { setting, number -> JSONValue in
            .object(
                [
                    .init("value", parameter.value(of: setting)), .init("is_template", .boolean(number == 0)),
                ] + members(of: result.comparisons[number]))
        }
        return [
            "parameter": .string(parameter.name), "changes_verdicts": .boolean(parameter.changesVerdicts),
            "values": .array(values),
        ]
    }

    private var pairs: [JSONValue] {
        let (rows, columns) = (result.trials.parameters[0], result.trials.parameters[1])
        return zip(rows.settings, result.trials.grid).flatMap { row, numbers in
            zip(columns.settings, numbers).compactMap { column, number -> JSONValue? in
                guard let number else { return nil }
                return .object(
                    [
                        .init(rows.name, rows.value(of: row)), .init(columns.name, columns.value(of: column)),
                        .init("is_template", .boolean(number == 0)),
                    ] + members(of: result.comparisons[number]))
            }
        }
    }

    private var suggestion: JSONValue {
        guard let suggested = result.suggestion?.comparison else { return .null }
        let setting = verdicts.settings[suggested.setting]
        return .object(
            [
                .init(
                    "set",
                    .object(
                        result.changes(of: suggested.setting).map { .init($0, setting.value(of: $0) ?? .null) })),
                .init("why", .array(suggestionSentences.map { .string($0) })),
            ] + members(of: suggested))
    }

    private func members(of one: TuneComparison) -> [JSONValue.Member] {
        found(one) + [
            .init("gained", groups(one.gained)), .init("lost", groups(one.lost)),
            .init("strict_gained", groups(one.strictGained)), .init("strict_lost", groups(one.strictLost)),
            .init("strict_gained_regular", .integer(Int64(one.strictAgreed))),
        ]
    }

    private func found(_ one: TuneComparison) -> [JSONValue.Member] {
        let counts = [
            ("judged", one.judged), ("signals", one.signals), ("strict", one.strict), ("regular", one.regular),
        ]
        var members = counts.map { JSONValue.Member($0, .integer(Int64($1))) }
        if let score = one.score { members.append(.init("agreement", json(of: score))) }
        if let score = one.strictScore { members.append(.init("strict_agreement", json(of: score))) }
        return members
    }

    private func json(of score: LabelScore) -> JSONValue {
        func share(_ share: Double?) -> JSONValue { share.map { .number($0) } ?? .null }
        return [
            "found": .integer(Int64(score.found)), "missed": .integer(Int64(score.missed)),
            "false_alarms": .integer(Int64(score.falseAlarms)), "unlabelled": .integer(Int64(score.unlabelled)),
            "precision": share(score.precision), "recall": share(score.recall), "f_measure": share(score.fMeasure),
        ]
    }

    private func groups(_ numbers: [Int]) -> JSONValue {
        .array(
            numbers.map { number in
                let group = verdicts.groups[number]
                var members = zip(template.groupBy, group.values).map { field, value in
                    JSONValue.Member(field.name, .string(value.description))
                }
                members.append(.init("regular", .boolean(verdicts.isRegular(number, at: 0))))
                if let labels = result.labels {
                    members.append(.init("label", labels[group].map { .string($0.rawValue) } ?? .null))
                }
                return .object(members)
            })
    }
}
