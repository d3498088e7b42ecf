/// Work that is timed in batches: the median of the batches is what is told.
struct Benchmark {
    /// What is measured, and on which data.
    let name: String
    /// What one piece of the work is called.
    let unit: String
    /// Pieces of work in one batch.
    let batchSize: Int
    /// Does a batch; what it returns keeps the work from being left out.
    let batch: () -> Int

    /// Runs the batches and says how long a piece took.
    func measure(batches: Int = 25) -> String {
        let clock = ContinuousClock()
        var sink = batch()
        var times: [Double] = []
        for _ in 0..<batches {
            let time = clock.measure { sink &+= batch() }
            let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
            times.append(seconds / Double(batchSize))
        }
        keep(sink)
        times.sort()
        let median = times[times.count / 2]
        return "\(name): \(rounded(median * 1e6)) µs a \(unit) (\(rounded(times[0] * 1e6)) to "
            + "\(rounded(times[times.count - 1] * 1e6))), \(Int(1 / median)) a second"
    }

    /// Takes a result, so that the optimizer cannot leave out the work behind it.
    @inline(never)
    private func keep(_ result: Int) {}

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
