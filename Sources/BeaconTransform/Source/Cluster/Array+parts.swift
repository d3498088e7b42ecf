extension Array {
    /// Parts of at most so many elements.
    func parts(of most: Int) -> [[Element]] {
        stride(from: 0, to: count, by: most).map { Array(self[$0..<Swift.min($0 + most, count)]) }
    }

    /// Neighbours that have the same value.
    func chunked<Value: Equatable>(by value: KeyPath<Element, Value>) -> [[Element]] {
        var chunks: [[Element]] = []
        for element in self {
            if let last = chunks.last?.last, last[keyPath: value] == element[keyPath: value] {
                chunks[chunks.count - 1].append(element)
            } else {
                chunks.append([element])
            }
        }
        return chunks
    }
}
