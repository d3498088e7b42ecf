/// How much the next request asks for and by which way, learnt from the answers so far.
///
/// Whatever it says, the same groups are judged with the same numbers: it decides how they are asked for, not which.
struct PullPace: Sendable {
    /// By which way the groups of some hosts are read.
    enum Way: Sendable, Equatable {
        /// All their buckets at once.
        case whole
        /// The groups first, and then the buckets of those that can pass.
        case sifted
    }

    /// What reading a chunk showed.
    struct Sample: Sendable, Equatable {
        /// Groups that came.
        var groups = 0
        /// Documents of all of them.
        var documents: Int64 = 0
        /// Documents of those that cannot be judged.
        var idleDocuments: Int64 = 0
        /// Buckets that were read, and the documents in them.
        var buckets = 0
        var bucketDocuments: Int64 = 0
        /// The slowest page, in seconds.
        var slowestSeconds = 0.0
        /// The largest page that the engine takes, where it took none of the size that was asked for.
        var largestPage: Int?

        static func += (left: inout Sample, right: Sample) {
            left.groups += right.groups
            left.documents = left.documents.addingSaturated(right.documents)
            left.idleDocuments = left.idleDocuments.addingSaturated(right.idleDocuments)
            left.buckets += right.buckets
            left.bucketDocuments = left.bucketDocuments.addingSaturated(right.bucketDocuments)
            left.slowestSeconds = max(left.slowestSeconds, right.slowestSeconds)
            left.largestPage = right.largestPage ?? left.largestPage
        }
    }

    /// Buckets that a request aims at.
    private(set) var bucketsPerPage: Int
    private var mostBuckets: Int
    private let forced: Way?
    /// What chunks so far showed, older ones counting less.
    private var groups = 0.0
    private var documents = 0.0
    private var idle = 0.0
    private var bucketsPerDocument = 1.0

    /// A page that takes longer is in the way of other searches, and near what proxies put up with.
    private static let longestSeconds = 5.0
    private static let fewestBuckets = 2_000
    // Microseconds of the engine's processors for each bucket, group and document, measured on OpenSearch 3.8.
    private static let bucketCost = 3.0
    private static let groupCost = 6.0
    private static let documentCost = 0.2

    init(_ tuning: PullTuning, forced: Way? = nil) {
        bucketsPerPage = tuning.bucketsPerPage
        mostBuckets = tuning.bucketsPerPage
        self.forced = forced ?? tuning.way
    }

    /// By which way the next chunk is best read.
    ///
    /// Sifting costs a look at every group, and spares the buckets of those that cannot be judged. Until something is known it is the
    /// way that never costs much.
    var way: Way {
        if let forced { return forced }
        if documents == 0 { return .sifted }
        let spared = idle * bucketsPerDocument * Self.bucketCost
        return spared > groups * Self.groupCost + documents * Self.documentCost ? .sifted : .whole
    }

    /// How many documents the next chunk may have.
    var documentsPerChunk: Int64 {
        // A little less, lest a few buckets need a page of their own.
        let whole = 0.9 * Double(bucketsPerPage) / max(bucketsPerDocument, 1e-6)
        guard way == .sifted, documents > 0 else { return Int64(saturating: whole) }
        // What is sifted away takes no room.
        return Int64(saturating: min(whole / max(1 - idle / documents, 0.05), 8 * whole))
    }

    /// Takes what a chunk showed into account.
    mutating func learn(_ sample: Sample) {
        guard sample.documents > 0 else { return }
        groups = groups / 2 + Double(sample.groups)
        documents = documents / 2 + Double(sample.documents)
        idle = idle / 2 + Double(sample.idleDocuments)
        if sample.bucketDocuments > 0 {
            bucketsPerDocument = Double(sample.buckets) / Double(sample.bucketDocuments)
        }
        if let largest = sample.largestPage { mostBuckets = min(mostBuckets, largest) }
        if sample.slowestSeconds > Self.longestSeconds {
            let share = Self.longestSeconds / sample.slowestSeconds
            bucketsPerPage = max(min(Self.fewestBuckets, mostBuckets), Int(Double(bucketsPerPage) * share))
        } else if sample.slowestSeconds < Self.longestSeconds / 3 {
            bucketsPerPage *= 2
        }
        bucketsPerPage = min(bucketsPerPage, mostBuckets)
    }
}
