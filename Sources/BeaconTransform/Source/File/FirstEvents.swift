/// When groups and destinations had their first events, in a stretch of time that begins before the window.
///
/// Groups and destinations that have no event in the window are kept too, for it is not known before the end of the files which of
/// them will have one.
struct FirstEvents: Sendable {
    /// The times that count, in milliseconds.
    let millis: Range<Int64>
    private var groups = ByteTable()
    private var groupMillis: [Int64] = []
    private var destinationMillis: [Int64] = []

    init(seconds: Range<Int64>) {
        millis = seconds.lowerBound * 1000..<seconds.upperBound * 1000
    }

    /// Notes an event of a group, by the numbers of its values.
    mutating func note(group: UnsafeRawBufferPointer, millis: Int64) {
        let number = groups.intern(group)
        if number == groupMillis.count {
            groupMillis.append(millis)
        } else {
            groupMillis[number] = min(groupMillis[number], millis)
        }
    }

    /// Notes an event of a destination, by the number of its value.
    mutating func note(destination: UInt32, millis: Int64) {
        let place = Int(destination)
        if place >= destinationMillis.count {
            destinationMillis.append(contentsOf: repeatElement(.max, count: place + 1 - destinationMillis.count))
        }
        destinationMillis[place] = min(destinationMillis[place], millis)
    }

    /// The first event of a group; `nil` when it has none.
    func first(ofGroup group: UnsafeRawBufferPointer) -> Int64? {
        groups.find(group).map { groupMillis[$0] }
    }

    /// The first event of a destination; `nil` when it has none.
    func first(ofDestination destination: UInt32) -> Int64? {
        let place = Int(destination)
        guard place < destinationMillis.count, destinationMillis[place] != .max else { return nil }
        return destinationMillis[place]
    }
}
