/// Work whose instructions are counted by callgrind, which starts and stops at a function of its own.
enum CountedWork: String, CaseIterable {
    case judgeDense = "judge-dense"
    case judgeSparse = "judge-sparse"
    case judgeJitter = "judge-jitter"
    case judgeBoth = "judge-both"
    case decode

    /// Does it twice: buffers grow in the first, and only the second is counted.
    func run() throws {
        let work: () -> Int
        switch self {
        case .judgeDense: work = JudgingStage(.dense).work(repeats: 4)
        case .judgeSparse: work = JudgingStage(.few).work(repeats: 4)
        case .judgeJitter: work = JudgingStage(.dense, maxJitter: 0.2).work(repeats: 1)
        case .judgeBoth: work = JudgingStage(.dense, hasSecondOpinion: true).work(repeats: 4)
        case .decode: work = try DecodingStage().work(repeats: 1)
        }
        _ = work()
        counted = work
        print(countedWork())
    }

    /// Pieces of work that are counted, and what one is called.
    var pieces: (count: Int, unit: String) {
        switch self {
        case .judgeDense, .judgeSparse, .judgeBoth: (4 * 64, "group")
        case .judgeJitter: (64, "group")
        case .decode: (DecodingStage.buckets, "bucket")
        }
    }
}

nonisolated(unsafe) private var counted: () -> Int = { 0 }

/// What callgrind is told to count; it has a name without Swift's decorations.
@_silgen_name("beaconing_counted_work")
@inline(never)
func countedWork() -> Int { counted() }
