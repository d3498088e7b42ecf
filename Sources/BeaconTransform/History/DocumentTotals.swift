/// What the cluster says of some documents without saying anything of their groups: those of an hour, or of one host in an hour.
///
/// Sums are kept as the bits of the doubles that came: they are compared, never computed with.
struct DocumentTotals: Sendable, Equatable {
    /// Documents that belong to a group.
    var documents: Int64 = 0
    /// The sums of the bytes that the sources and the destinations sent.
    var sourceBytes: UInt64 = 0
    var destinationBytes: UInt64 = 0
    /// The sum of the documents' sequence numbers: a document that is replaced gets another one.
    var revisions: UInt64 = 0
}
