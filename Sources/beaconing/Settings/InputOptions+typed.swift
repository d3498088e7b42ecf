import BeaconTransform
import SearchCluster

extension InputOptions {
    /// How files are read, from the words.
    init(_ words: TypedWords) throws(Failure) {
        self.init()
        format = words.last(.inputFormat).flatMap(InputFormat.init)
        columns = try words.all(.column).map { text throws(Failure) in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Failure(
                    .usage, "--column takes FIELD=NAME, not \"\(SafeText(text))\"",
                    cure: "for instance --column source.ip=SrcAddr")
            }
            return Column(field: String(parts[0]), name: String(parts[1]))
        }
        if let most = try WholeNumber.read(.maxBadLines, of: words, in: 0...1_000_000_000) { mostBadLines = most }
        let others: [OptionName] = [.inputFormat, .column, .maxBadLines]
        if words.all(.input).isEmpty, let other = others.first(where: words.has) {
            throw Failure(
                .usage, "\(other.typed) says how files are read, and there are none", cure: "add --input FILE")
        }
    }
}
