import SearchCluster

/// Reading pages of a composite aggregation, every bucket handed on, on one core.
struct DecodingStage {
    /// A page as OpenSearch writes it.
    let page: [UInt8]
    static let buckets = 60_000

    init() {
        var random = SplitMix(state: GroupTraffic.seed)
        var text = #"{"took":152,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},"#
        text += #""hits":{"max_score":null,"hits":[]},"aggregations":{"p":{"after_key":{"0":"host-1","1":"p","t":0},"#
        text += #""buckets":["#
        for bucket in 0..<Self.buckets {
            let names = GroupTraffic.names(ofGroup: bucket / 12)
            let time = (GroupTraffic.nowSeconds - Int64(bucket % 12) * 1_740) * 1000
            let count = Int.random(in: 1...3, using: &random)
            let (source, destination) = (
                Int.random(in: 60...9_000, using: &random), Int.random(in: 60...900_000, using: &random)
            )
            text += bucket == 0 ? "" : ","
            text += #"{"key":{"0":"\#(names.host)","1":"\#(names.process)","t":\#(time)},"doc_count":\#(count),"#
            text += #""m0":{"value":\#(source).0},"m1":{"value":\#(destination).0}}"#
        }
        page = Array((text + "]}}}").utf8)
    }

    var name: String { "decoding a page of \(Self.buckets) buckets (\(page.count / 1_000) kB), every bucket delivered" }

    /// Reads the page so many times.
    func work(repeats: Int) throws -> () -> Int {
        let decoder = try SharedDecoder()
        return {
            var sum = 0
            for _ in 0..<repeats {
                let read = try? decoder.value.read(page, groupCount: 2, hasTime: true, metricCount: 2) { row in
                    sum &+= Int(row.documents) &+ Int(row.metric(0) ?? 0) &+ (row.startsGroup ? 1 : 0)
                }
                precondition(read?.rows == Self.buckets, "the page of the benchmark cannot be read")
            }
            return sum
        }
    }

    func measured() throws -> TimedWork.Rate {
        TimedWork(size: Double(page.count) * 4, batch: try work(repeats: 4)).rate(batches: 25)
    }

    /// Lets a closure keep what cannot be copied.
    private final class SharedDecoder {
        let value: CompositeDecoder
        init() throws { value = try CompositeDecoder() }
    }
}
