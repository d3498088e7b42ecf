extension Array where Element: Sendable {
    /// Works on each element, so many of them at a time; the outcomes are in the elements' order.
    ///
    /// - Throws: what `work` throws first; the others are cancelled.
    func concurrently<Outcome: Sendable>(
        most: Int, _ work: @escaping @Sendable (Element) async throws -> Outcome
    ) async throws -> [Outcome] {
        var outcomes: [Outcome?] = map { _ in nil }
        try await withThrowingTaskGroup(of: (Int, Outcome).self) { tasks in
            for (place, element) in enumerated() {
                if place >= most, let (done, outcome) = try await tasks.next() { outcomes[done] = outcome }
                tasks.addTask { (place, try await work(element)) }
            }
            for try await (done, outcome) in tasks { outcomes[done] = outcome }
        }
        return outcomes.compactMap(\.self)
    }
}

extension Array {
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
