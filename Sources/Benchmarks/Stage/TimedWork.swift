/// Work that is timed in batches.
struct TimedWork {
    /// Pieces of work in one batch.
    let size: Double
    /// Does a batch; what it returns keeps the work from being left out.
    let batch: () -> Int

    /// Pieces in a second: of the median batch, the slowest and the fastest.
    struct Rate {
        var median: Double
        var slowest: Double
        var fastest: Double
    }

    /// Runs the batches.
    func rate(batches: Int = 25) -> Rate {
        let clock = ContinuousClock()
        var sink = batch()
        var rates: [Double] = []
        for _ in 0..<batches {
            let time = clock.measure { sink &+= batch() }
            rates.append(size / (Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18))
        }
        keep(sink)
        rates.sort()
        return Rate(median: rates[rates.count / 2], slowest: rates[0], fastest: rates[rates.count - 1])
    }

    /// Takes a result, so that the optimizer cannot leave out the work behind it.
    @inline(never)
    private func keep(_ result: Int) {}
}
