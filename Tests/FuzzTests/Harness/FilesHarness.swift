internal import BeaconScore
import Foundation

@testable import BeaconTransform

/// A file of events, judged by a short template over the six hours before 2026-01-01T06:00:00Z.
///
/// Promised: the counts add up, each signal has its context, and two files with half of the lines each are one file with all of them.
enum FilesHarness {
    private static let template = ShortTemplate.beaconing
    private static let window = Window(nowSeconds: 1_767_247_200, parameters: template.metric.parameters)

    static func check(_ input: UnsafeRawBufferPointer) throws(BrokenPromise) {
        let whole = TemporaryFile(input, ending: "ndjson")
        guard let result = try judged([whole.path]) else { return }
        // Packed files are cut in the middle of nothing.
        guard !input.starts(with: [0x1F, 0x8B]) else { return }
        let lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let half = lines.count / 2
        let first = TemporaryFile(Array(lines[..<half].joined(separator: "\n".utf8)), ending: "ndjson")
        let second = TemporaryFile(Array(lines[half...].joined(separator: "\n".utf8)), ending: "ndjson")
        // A half may look foreign where the whole does not.
        guard let halves = try judged([first.path, second.path]) else { return }
        try promise(halves == result, "\(result.counts) in one file, \(halves.counts) in two")
    }

    /// What came of reading files.
    struct Result: Equatable {
        var counts: GroupCounts
        var groups: [GroupKey]
        var isBeaconing: [Bool]
        var contexts: [GroupContext]
        var warnings: [String]
    }

    /// The judgements of files; `nil` when they are refused.
    static func judged(
        _ files: [String], _ options: InputOptions = InputOptions(format: .ecs, mostBadLines: 0)
    ) throws(BrokenPromise) -> Result? {
        let end = DispatchSemaphore(value: 0)
        let outcome = Outcome()
        Task.detached {
            outcome.result = await Self.result(files, options)
            end.signal()
        }
        end.wait()
        guard case .success(let result) = outcome.result else {
            guard case .failure(let error) = outcome.result, let broken = error as? BrokenPromise else { return nil }
            throw broken
        }
        return result
    }

    /// Carries the result from the task to the thread that waits for it.
    private final class Outcome: @unchecked Sendable {
        var result: Swift.Result<Result, any Error>?
    }

    private static func result(
        _ files: [String], _ options: InputOptions
    ) async -> Swift.Result<Result, any Error> {
        do {
            let source = try FilePairSource(template, files: files, options: options)
            let judge = GroupJudge(parameters: template.metric.parameters, keeping: .judged)
            let pull = try await source.judgements(in: window, judge: judge)
            let counts = pull.counts
            try promise(
                counts.seen == counts.tooFewEvents + counts.tooShortSpan + counts.judged, "groups do not add up")
            try promise(pull.judgements.count == counts.judged, "not every judged group has a judgement")
            let groups = pull.judgements.map(\.group)
            try promise(groups == groups.sorted(), "groups are out of order")
            let contexts = try await source.contexts(of: groups, in: window)
            try promise(contexts.count == groups.count, "\(contexts.count) contexts of \(groups.count) groups")
            for (judgement, context) in zip(pull.judgements, contexts) {
                for destination in context.destinations {
                    try promise(
                        (1...judgement.documents).contains(destination.documents),
                        "\(destination.documents) of \(judgement.documents) documents go to one destination")
                }
            }
            return .success(
                Result(
                    counts: counts, groups: groups, isBeaconing: pull.judgements.map(\.verdict.isBeaconing),
                    contexts: contexts, warnings: source.warnings))
        } catch let error as InputError {
            do throws(BrokenPromise) {
                try SafeWords.check(error.description)
            } catch {
                return .failure(error)
            }
            return .failure(error)
        } catch {
            return .failure(error)
        }
    }
}
